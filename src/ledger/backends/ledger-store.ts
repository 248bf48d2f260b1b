import type { JournalRecord, TakenOver, Unlocked } from '../../core/journal.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { Random } from '../../core/ports.ts';
import { type Chained, emptyTip, linkRecords, type Tip } from '../chain.ts';
import { ledgerMoved } from '../lease-errors.ts';
import { type LedgerLines, readLines, type WholeLedger } from '../read-lines.ts';
import { HeadFile, type LedgerHead } from './head-file.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { removeDrafts } from './left-behind.ts';
import { LineFile, type LinesRead } from './line-file.ts';

export interface LedgerPlace {
  readonly files: LedgerFiles;
  /** Absolute; made by the first write. */
  readonly folder: string;
  /** The tenant's name: a journal of another one is refused with `LEDGER_FOREIGN`. */
  readonly tenant: string;
  readonly random: Random;
}

/** A ledger as it was read. */
export interface Snapshot extends WholeLedger {
  readonly head: LedgerHead | undefined;
  readonly lines: LedgerLines;
  readonly sizes: Sizes;
}

/** The lines of both files, and each as it was read. */
interface StoredLines {
  readonly lines: LedgerLines;
  readonly journal: LinesRead;
  readonly values: LinesRead;
}

/** Lengths of the files in bytes, when they were read. */
export interface Sizes {
  readonly journal: number;
  readonly values: number;
}

/** Where the journal ended when it was `size` bytes long. */
export interface JournalEnd {
  readonly tip: Tip;
  readonly size: number;
  /** Runs that the lease was taken from, and by what. */
  readonly deposed: ReadonlyMap<string, TakenOver | Unlocked>;
}

/** The files of a ledger: `journal.jsonl`, the values beside it in `values.jsonl`, and `head.json`. All methods throw LedgerError. */
export class LedgerStore {
  readonly journal: LineFile;
  readonly values: LineFile;
  readonly headFile: HeadFile;
  readonly #place: LedgerPlace;
  #known: JournalEnd | undefined;

  constructor(place: LedgerPlace) {
    const { files } = place;
    this.#place = place;
    this.journal = new LineFile(files, `${place.folder}/journal.jsonl`);
    this.values = new LineFile(files, `${place.folder}/values.jsonl`);
    this.headFile = new HeadFile(files, `${place.folder}/head.json`);
  }

  async read(): Promise<Snapshot> {
    return (await this.#load(() => this.headFile.read())).snapshot;
  }

  /**
   * The lines as they are. The head is read before the journal, which only gets longer, and the journal before the values, which are
   * written before the entries that name them: so nothing can be missing yet.
   */
  async readLines(anchor: Tip | undefined): Promise<StoredLines> {
    const journal = await this.journal.read();
    const values = await this.values.read();
    const { tenant } = this.#place;
    const lines = {
      ...{ journalFile: this.journal.path, tenant, anchor },
      ...{ journal: journal.lines, values: values.lines },
    };
    return { lines, journal, values };
  }

  /** Where the journal ends, read anew where somebody else has written. For the lock's holder. */
  async end(head: LedgerHead | undefined): Promise<JournalEnd> {
    return (await this.#knownEnd(head)) ?? (await this.#load(async () => head)).end;
  }

  /** Where the journal ends, or a place before that is known without reading it. For the lock's holder. */
  async reached(head: LedgerHead | undefined): Promise<Tip> {
    const known = await this.#knownEnd(head);
    if (known) return known.tip;
    return head ? { seq: head.seq, head: head.head } : emptyTip;
  }

  /** Adds records at the journal's end. For the lock's holder. */
  async add(records: readonly JournalRecord[], end: JournalEnd): Promise<Tip> {
    const { entries, values, tip } = linkRecords(records, end.tip, this.#place.random);
    await this.values.append(values);
    // Somebody may have taken our lock away while this process was frozen, and written.
    if ((await this.journal.size()) !== end.size) throw this.moved();
    const size = await this.journal.append(entries);
    this.#known = { tip, size, deposed: new Map([...end.deposed, ...deposedIn(records)]) };
    return tip;
  }

  /** Replaces the journal as a whole, which is `sizeBefore` bytes long. For the lock's holder. */
  async replaceJournal({ entries, tip }: Chained, sizeBefore: number): Promise<void> {
    const size = await this.journal.replace(entries, sizeBefore);
    // Nobody else has had the lease since the replacing run took it.
    this.#known = { tip, size, deposed: new Map() };
  }

  /** Removes drafts of files that a killed process has left. For the lock's holder. */
  async removeDrafts(): Promise<void> {
    await removeDrafts(this.#place.files, this.#place.folder);
  }

  moved(): LedgerError {
    return ledgerMoved(this.#place.folder);
  }

  /** What looks damaged may have been written anew by another process between two reads: it is damaged where it looks so twice. */
  async #load(
    readHead: () => Promise<LedgerHead | undefined>,
  ): Promise<{ readonly snapshot: Snapshot; readonly end: JournalEnd }> {
    try {
      return await this.#loadOnce(await readHead());
    } catch (thrown) {
      if (!(thrown instanceof LedgerError) || thrown.code !== 'LEDGER_DAMAGED') throw thrown;
      return this.#loadOnce(await readHead());
    }
  }

  async #loadOnce(head: LedgerHead | undefined) {
    const { lines, journal, values } = await this.readLines(head);
    const whole = readLines(lines);
    const sizes = { journal: journal.size, values: values.size };
    const end = { tip: whole.tip, size: sizes.journal, deposed: new Map(deposedIn(whole.entries)) };
    this.#known = end;
    return { snapshot: { ...whole, head, lines, sizes }, end };
  }

  async #knownEnd(head: LedgerHead | undefined): Promise<JournalEnd | undefined> {
    const known = this.#known;
    if (!known || known.tip.seq < (head?.seq ?? 0)) return undefined;
    return known.size === (await this.journal.size()) ? known : undefined;
  }
}

const deposedIn = (records: readonly JournalRecord[]) =>
  records.flatMap((record) =>
    record.type === 'taken-over' || record.type === 'unlocked' ? [[record.from, record] as const] : [],
  );
