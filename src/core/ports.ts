import type { Address } from './address.ts';
import type { ApiError } from './api-error.ts';
import type { JournalEntry, JournalRecord } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import type { Compaction, LedgerCheck } from './ledger-check.ts';

/** The one source of time. Virtual in tests and simulation. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds since an arbitrary moment; never goes back. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts after `ms` milliseconds of this clock. `clear` it when the work is done. */
  deadline(ms: number): { readonly signal: AbortSignal; clear(): void };
}

/** The one source of chance. Seeded in tests and simulation. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** `bytes` random bytes as lower-case hexadecimal. */
  hex(bytes: number): string;
}

/** A file found below a folder. */
export interface FoundFile {
  /** Absolute path as found. */
  readonly path: string;
  /** Absolute path with every symbolic link followed. */
  readonly realPath: string;
}

/** Makes sure that something still holds; rejects where it does not. */
export type Assure = () => Promise<void>;

/** The file system, as much of it as cxform uses. All paths are absolute. */
export interface Files {
  /** The bytes of a file; undefined where there is none. Throws where it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** A file's length in bytes; undefined where there is none. */
  size(path: string): Promise<number | undefined>;
  /** The path with every symbolic link followed; undefined where nothing is there. */
  realPath(path: string): Promise<string | undefined>;
  /** Files below a folder (or the file itself) whose names end in one of `endings`, sorted by path; undefined where nothing is there. */
  find(path: string, endings: readonly string[]): Promise<readonly FoundFile[] | undefined>;
  /**
   * Replaces a file's content at once and durably, making its folders. `assure` is asked at the last moment: where it rejects, the file stays as it
   * was.
   */
  write(path: string, text: string, assure?: Assure): Promise<void>;
  /** Throws what `write` would throw there, as far as can be told without writing. */
  assureWritable(path: string): Promise<void>;
  /** Adds to a file's end, making it and its folders; durable once resolved. `assure` as for `write`. */
  append(path: string, text: string, assure?: Assure): Promise<void>;
  /** Makes a file that must not exist yet; false where it does. */
  createExclusive(path: string, text: string): Promise<boolean>;
  /** Removes a file if it is there. */
  remove(path: string): Promise<void>;
}

/** One call to a service of the tenant (contract §1). */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A template such as `/api/v2/routing/queues/{id}`: one rate limit holds for each method and template. */
  readonly path: string;
  /** Values for the template's `{names}`; percent-encoded by the service. */
  readonly params?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string | number };
  readonly body?: JsonObject;
  /** A write that may be sent again after a lost answer, since a version guards it. Reads always may. */
  readonly guarded?: boolean;
}

export interface ServiceResponse {
  readonly status: number;
  /** The answer as JSON; undefined for an empty one. */
  readonly body: Json | undefined;
}

/** A list read page by page with the tenant's `nextPageToken` (contract §1, Lists). */
export type ListRequest = Pick<ServiceRequest, 'path' | 'params' | 'query'>;

/** Many elements for one endpoint, sent in batches (contract §5). */
export interface BulkRequest<T> extends Pick<ServiceRequest, 'path' | 'params'> {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly elements: readonly T[];
  /** Most elements in one batch, from 1. */
  readonly sizeMax: number;
  readonly body: (elements: readonly T[]) => JsonObject;
}

/** How one batch ended: each element is in one batch, in the order in which they were given. */
export type BatchAnswer<T> =
  | { readonly elements: readonly T[]; readonly response: ServiceResponse; readonly error?: never }
  | { readonly elements: readonly T[]; readonly response?: never; readonly error: ApiError };

/** An authorised connection to one service of one tenant. */
export interface Service {
  /** Throws ApiError for anything but a readable 2xx. */
  request(request: ServiceRequest): Promise<ServiceResponse>;
  /** Every element of a list. Incomplete reading throws ApiError: it never yields fewer elements than there are. */
  list(request: ListRequest): Promise<readonly JsonObject[]>;
  /** Batch by batch, in sizes that the tenant takes; no element is sent again after an answer that may have taken effect. */
  bulk<T>(request: BulkRequest<T>): Promise<readonly BatchAnswer<T>[]>;
}

/** The addresses of one service of a tenant. */
export interface ServicePlace {
  readonly baseUrl: string;
  readonly tokenUrl: string;
}

/** A tenant, connected: one Service per name, sharing tokens and limits. */
export interface Connection {
  service(name: string): Service;
  /** Requests per minute that the client allows itself on each endpoint of that service. */
  requestsPerMinute(name: string): number;
  /** How long one request to that service may take in all, in milliseconds: later it has no effect any more that is not there already. */
  deadlineMs(name: string): number;
  /** Reads asked for so far, each page of a list for one: the same however often one had to be sent. */
  readCount(): number;
  /** Where each service is, as its settings come to, wherever they stand; no secret. */
  readonly places: Readonly<Record<string, ServicePlace>>;
  /** From now on asked before every write, each repetition included. */
  guardWrites(guard: WriteGuard): void;
  close(): Promise<void>;
}

/** Whether writes may go out. */
export interface WriteGuard {
  /**
   * Asked at the last moment before a write goes out that may take `deadlineMs` milliseconds. Rejects with an ApiError, `LEASE_LOST` or
   * `INTERRUPTED`, where it must not: then it is not sent.
   */
  assure(deadlineMs: number): Promise<void>;
  /** Aborts, with such an ApiError as its reason, when no write may go out any more: then none waits in line for its turn. */
  readonly stopped: AbortSignal;
}

/** Requests to stop this process, once somebody listens. */
export interface StopRequests {
  /** Aborts with the first one. From then on, as if nobody had ever listened, the next one ends the process at once. */
  readonly signal: AbortSignal;
  /** Listens no more. */
  ignore(): void;
}

/** The head of an empty journal. */
export const EMPTY_HEAD = '';

/** What a ledger holds: the journal's entries, and the digest of the last (EMPTY_HEAD where there is none). */
export interface JournalState {
  readonly entries: readonly JournalEntry[];
  readonly head: string;
}

/** Who may write to a ledger and to its tenant, until when. */
export interface LeaseHolder {
  readonly run: string;
  readonly pid: number;
  readonly host: string;
  /** When it was taken: RFC 3339 in UTC. */
  readonly since: string;
  /** RFC 3339 in UTC. */
  readonly expiresAt: string;
}

/** The append-only journal of one tenant, and the lease on it (design §2, Ledger). All methods throw LedgerError. */
export interface Ledger {
  /** Throws where the journal cannot be read or does not hold together. */
  read(): Promise<JournalState>;
  /**
   * Adds records in one durable step and answers the new head: compare-and-swap, so that it throws
   * LedgerError `LEDGER_MOVED` where another writer has appended since `expectedHead`, and `LEASE_LOST` where the lease was taken from the run.
   */
  append(records: readonly JournalRecord[], expectedHead: string): Promise<string>;
  /**
   * Takes the lease for a run, for so long from now. One whose time is over, or whose holder is a dead process of this machine, is taken
   * over, which the journal tells at once, so that its holder can append nothing more. Throws `LEDGER_BUSY`, which names the holder.
   */
  acquire(run: string, ttlMs: number): Promise<LeaseHolder>;
  /** Moves the lease's end, also where it has passed and nobody took it over. Throws `LEASE_LOST` where the run does not hold it any more. */
  renew(run: string, ttlMs: number): Promise<LeaseHolder>;
  /** Gives the lease back, where the run still has it. */
  release(run: string): Promise<void>;
  /** Who holds the lease now: nobody whose time is over or whose process is known to be dead. Changes nothing. */
  holder(): Promise<LeaseHolder | undefined>;
  /** Looks at every line. Throws only where files cannot be read. */
  check(): Promise<LedgerCheck>;
  /** Takes the lease, and locks that were left, away from whoever has them, which the journal tells. Answers who had the lease. */
  unlock(run: string): Promise<LeaseHolder | undefined>;
  /** Erases all values that the journal has of an address; the chain stays whole. Answers how many there were. For the lease's holder. */
  erase(run: string, address: Address): Promise<number>;
  /** Begins the journal anew with what is still needed of it. For the lease's holder. */
  compact(run: string): Promise<Compaction>;
}

/** This process as the owner of a lock, and its view of others on its machine. */
export interface ProcessOwner {
  readonly pid: number;
  readonly host: string;
  /** Whether a process of that id runs on this machine. */
  alive(pid: number): boolean;
}

/** The person's side. */
export interface Terminal {
  /** Both streams are a terminal, so that a question can be asked and a line redrawn. */
  readonly interactive: boolean;
  out(text: string): void;
  err(text: string): void;
  /** Asks on standard error and reads one line; undefined at the end of input. */
  ask(question: string): Promise<string | undefined>;
}
