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

interface RequestLogOptions {
  /** Takes lines of JSON; they go nowhere where it is absent. */
  readonly append?: (lines: string) => Promise<void>;
  /** How many characters of records are kept in memory at most: 32 Mi unless told. */
  readonly charactersMax?: number;
}

/** Every request in order: the latest in memory, and all of them as JSON lines through `append`. */
export class RequestLog {
  /** The latest; of a server that runs for long the oldest are gone. */
  readonly records: RequestRecord[] = [];
  #dropped = 0;
  #characters = 0;
  #unwritten: RequestRecord[] = [];
  #written: Promise<void> = Promise.resolve();
  readonly #append: RequestLogOptions['append'];
  readonly #charactersMax: number;

  constructor({ append, charactersMax = 32 * 1024 * 1024 }: RequestLogOptions = {}) {
    this.#append = append;
    this.#charactersMax = charactersMax;
  }

  /** How many records are no longer in memory. */
  get dropped(): number {
    return this.#dropped;
  }

  /**
   * Resolves once the record's line is written. Lines that wait together are written at once. Rejects with Refusal 500 where one
   * could not be written, and from then on always: the log has no gaps.
   */
  add(record: RequestRecord): Promise<void> {
    this.records.push(record);
    this.#characters += charactersOf(record);
    if (this.#characters > this.#charactersMax) this.#dropOldest();
    if (!this.#append) return this.#written;
    this.#unwritten.push(record);
    this.#written = this.#written.then(() => this.#flush());
    return this.#written;
  }

  /** A quarter at once, so that it is not done for each record. The last one stays, whatever its size. */
  #dropOldest(): void {
    const wanted = this.#charactersMax * 0.75;
    let count = 0;
    for (const record of this.records.slice(0, -1)) {
      if (this.#characters <= wanted) break;
      this.#characters -= charactersOf(record);
      count++;
    }
    this.records.splice(0, count);
    this.#dropped += count;
  }

  async #flush(): Promise<void> {
    const records = this.#unwritten;
    this.#unwritten = [];
    if (records.length === 0) return;
    try {
      await this.#append?.(records.map((record) => `${printedJson({ ...record })}\n`).join(''));
    } catch (error) {
      throw notLogged(error);
    }
  }
}

/** About what a record takes in memory without its body. */
const CHARACTERS_BESIDE_BODY = 200;

function charactersOf({ path, body }: RequestRecord): number {
  return CHARACTERS_BESIDE_BODY + path.length + (body ? JSON.stringify(body).length : 0);
}

function notLogged(error: unknown): Refusal {
  const message = `the sandbox could not log the request: ${reasonOf(error)}`;
  return new Refusal(500, { code: 'not_logged', message });
}
