import type { LedgerFiles } from './ledger-files.ts';
import { LineFile } from './line-file.ts';

/** What a compaction has left out, as far as it is there. */
export interface ArchivedFiles {
  /** Of the journal's last entry. */
  readonly seq: number;
  /** Where they are or would be. */
  readonly journal: LineFile;
  readonly values: LineFile;
  readonly hasJournal: boolean;
  readonly hasValues: boolean;
}

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
  async keep(seq: number, texts: Record<'journal' | 'values', readonly string[]>): Promise<string> {
    const { journal, values } = this.filesOf(seq);
    // The number of one that was killed before it was named by an entry can come again.
    await journal.replace(texts.journal, await journal.size());
    await values.replace(texts.values, await values.size());
    return journal.path;
  }

  /** What is there, by the number of the journal's last entry. Throws LedgerError. */
  async list(): Promise<readonly ArchivedFiles[]> {
    const found = (await this.#files.find(this.#folder, ['.jsonl'])) ?? [];
    const names = new Set(found.map(({ path }) => path.slice(this.#folder.length + 1)));
    const numbers = [...names].flatMap((name) => name.match(archivedName)?.[1] ?? []);
    return [...new Set(numbers)]
      .map((number) => ({
        ...this.filesOf(Number(number)),
        hasJournal: names.has(`journal-${number}.jsonl`),
        hasValues: names.has(`values-${number}.jsonl`),
      }))
      .sort((a, b) => a.seq - b.seq);
  }

  /** Where a journal and its values are, or would be. */
  filesOf(seq: number): Pick<ArchivedFiles, 'seq' | 'journal' | 'values'> {
    const file = (name: string) => new LineFile(this.#files, `${this.#folder}/${name}-${seq}.jsonl`);
    return { seq, journal: file('journal'), values: file('values') };
  }
}

const archivedName = /^(?:journal|values)-([1-9]\d{0,14})\.jsonl$/;
