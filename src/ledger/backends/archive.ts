import { parseLine } from '../line.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { LineFile, writtenText } from './line-file.ts';

/** What compactions have left out: each journal as it was, under the number of its last entry, and its values. */
export class Archive {
  readonly #files: LedgerFiles;
  readonly #folder: string;

  /** `folder` is the ledger's. */
  constructor({ files, folder }: { readonly files: LedgerFiles; readonly folder: string }) {
    this.#files = files;
    this.#folder = `${folder}/archive`;
  }

  /** Keeps a journal and its values, and answers where the journal is. Throws LedgerError. */
  async keep(seq: number, journal: readonly string[], values: readonly string[]): Promise<string> {
    const file = new LineFile(this.#files, `${this.#folder}/journal-${seq}.jsonl`);
    await file.replace(journal);
    await new LineFile(this.#files, `${this.#folder}/values-${seq}.jsonl`).replace(values);
    return file.path;
  }

  /** The journals that are there. Throws LedgerError. */
  journals(): Promise<readonly LineFile[]> {
    return this.#filesNamed(/\/journal-\d+\.jsonl$/);
  }

  /** The values that are there, file by file. Throws LedgerError. */
  values(): Promise<readonly LineFile[]> {
    return this.#filesNamed(/\/values-\d+\.jsonl$/);
  }

  async #filesNamed(name: RegExp): Promise<readonly LineFile[]> {
    const found = (await this.#files.find(this.#folder, ['.jsonl'])) ?? [];
    return found.filter(({ path }) => name.test(path)).map(({ path }) => new LineFile(this.#files, path));
  }
}

/** Rewrites a file of values without those of these digests; leaves it alone where it has none. Throws LedgerError. */
export async function dropValues(file: LineFile, digests: ReadonlySet<string>): Promise<void> {
  const { lines } = await file.read();
  const kept = lines.filter((line) => !digests.has(String(parseLine(line).digest)));
  if (kept.length < lines.length) await file.replace(kept.map(writtenText));
}
