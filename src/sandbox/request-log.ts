import { printedJson } from './printed-json.ts';
import type { Members } from './wire.ts';

/** One request that the sandbox saw. */
export interface RequestRecord {
  /** When it was answered or lost, RFC 3339 in UTC. */
  readonly at: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Absent where the connection was lost before an answer was made. */
  readonly status?: number;
  /** The JSON body of a write, never that of a token request. */
  readonly body?: Members;
}

/** Every request in order: in memory, and as JSON lines through `append`. */
export class RequestLog {
  readonly records: RequestRecord[] = [];
  #unwritten = '';
  #written: Promise<void> = Promise.resolve();
  readonly #append: (lines: string) => Promise<void>;

  constructor(append: (lines: string) => Promise<void>) {
    this.#append = append;
  }

  /** Resolves once the record's line is written. Lines that wait together are written at once. */
  add(record: RequestRecord): Promise<void> {
    this.records.push(record);
    this.#unwritten += `${printedJson({ ...record })}\n`;
    this.#written = this.#written.then(() => this.#flush());
    return this.#written;
  }

  async #flush(): Promise<void> {
    const lines = this.#unwritten;
    this.#unwritten = '';
    if (lines !== '') await this.#append(lines);
  }
}
