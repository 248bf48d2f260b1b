import { canonicalJson, digest } from '../../core/fingerprint.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { LeaseHolder } from '../../core/ports.ts';
import type { Tip } from '../chain.ts';
import type { LedgerFiles } from './ledger-files.ts';

/** What stands beside the journal: a place that it had reached, which may lie behind its end, and who has the lease. */
export interface LedgerHead extends Tip {
  readonly lease?: LeaseHolder;
}

/** The file `head.json`, which is replaced as a whole. */
export class HeadFile {
  readonly #files: LedgerFiles;
  readonly #path: string;

  constructor(files: LedgerFiles, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** Undefined where there is none yet. Throws LedgerError, `LEDGER_DAMAGED` for anything that cxform does not write. */
  async read(): Promise<LedgerHead | undefined> {
    const bytes = await this.#files.read(this.#path);
    if (bytes === undefined) return undefined;
    const head = parseHead(bytes);
    if (head) return head;
    throw new LedgerError(
      'LEDGER_DAMAGED',
      `${this.#path} is not what cxform has written`,
      'Look at the journal with cxform ledger verify; cxform ledger unlock then writes the file anew',
    );
  }

  /** For the holder of the ledger's lock. Throws LedgerError. */
  async write(head: LedgerHead): Promise<void> {
    await this.#files.write(this.#path, textOf({ ...head }));
  }
}

/** Its own digest shows a changed byte. */
const textOf = (facts: object) => `${canonicalJson({ ...facts, digest: digest(facts) })}\n`;

function parseHead(bytes: Uint8Array): LedgerHead | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const found: unknown = JSON.parse(text);
    if (!isObject(found)) return undefined;
    const { digest: _, ...facts } = found;
    if (text !== textOf(facts)) return undefined;
    const { seq, head, lease } = facts;
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0) return undefined;
    if (typeof head !== 'string') return undefined;
    if (lease === undefined) return { seq, head };
    return isLease(lease) ? { seq, head, lease } : undefined;
  } catch {
    return undefined;
  }
}

function isLease(lease: Json): lease is JsonObject & LeaseHolder {
  if (!isObject(lease)) return false;
  const { run, pid, host, since, expiresAt } = lease;
  return (
    typeof run === 'string' &&
    typeof host === 'string' &&
    typeof pid === 'number' &&
    Number.isSafeInteger(pid) &&
    pid > 0 &&
    isMoment(since) &&
    isMoment(expiresAt)
  );
}

const isMoment = (text: Json | undefined) => typeof text === 'string' && !Number.isNaN(Date.parse(text));
