import { byCodeUnit } from '../core/address.ts';
import { digest, sha256 } from '../core/fingerprint.ts';
import type { ManifestsDigest } from '../core/plan.ts';

/** The files that a tenant's manifests were made of. */
export class FilesRead {
  readonly #digests = new Map<string, readonly [file: string, sha256: string]>();

  /** Counts a file once, however many ways lead to it. */
  add(file: string, realPath: string, bytes: Uint8Array): void {
    this.#digests.set(realPath, [file, sha256(bytes)]);
  }

  digest(): ManifestsDigest {
    const all = [...this.#digests.values()].sort(([a], [b]) => byCodeUnit(a, b));
    return { files: all.length, digest: digest(all) };
  }
}
