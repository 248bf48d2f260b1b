import { printedJson } from './printed-json.ts';
import { reasonOf } from './reason-of.ts';
import { Refusal } from './refusal.ts';
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

  /**
   * Resolves once the record's line is written. Lines that wait together are written at once. Rejects with Refusal 500 where one
   * could not be written, and from then on always: the log has no gaps.
   */
  add(record: RequestRecord): Promise<void> {
    this.records.push(record);
    this.#unwritten += `${printedJson({ ...record })}\n`;
    this.#written = this.#written.then(() => this.#flush());
    return this.#written;
  }

  async #flush(): Promise<void> {
    const lines = this.#unwritten;
    this.#unwritten = '';
    if (lines === '') return;
    try {
      await this.#append(lines);
    } catch (error) {
      throw notLogged(error);
    }
  }
}

function notLogged(error: unknown): Refusal {
  const message = `the sandbox could not log the request: ${reasonOf(error)}`;
  return new Refusal(500, { code: 'not_logged', message });
}
