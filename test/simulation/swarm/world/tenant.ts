import type { JsonObject } from '../../../../src/core/json.ts';
import type { Clock, Random } from '../../../../src/core/ports.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import type { State } from './state.ts';
import type { Time } from './time.ts';
import { withoutVersions, withVersion } from './unversioned.ts';

/** A request as it went out. */
export interface Message {
  /** The place of the applier among all of the run. */
  readonly applier: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** On the clock of the world. */
  readonly sentAt: number;
  /** How many messages of anybody had gone out before. */
  readonly order: number;
  /** Length of the journal's whole lines then, in bytes: they are what was durable; a torn one is cut away. */
  readonly journalBytes: number;
}

/** A message that reached the tenant, and what it made of it. */
export interface Exchange {
  readonly message: Message;
  readonly at: number;
  readonly status: number;
  /** The answer, of a read. */
  readonly shown?: string;
  /** Places among the tenant's states. */
  readonly before: number;
  readonly after: number;
}

/** What an administrator did. */
export interface Act {
  readonly kind: string;
  readonly at: number;
  /** Exchanges that had been before. */
  readonly exchanges: number;
  readonly before: number;
  readonly after: number;
}

/** An answer as it goes out. */
export interface TenantAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

interface TenantParts {
  readonly time: Time;
  readonly random: Random;
  /** Of the sandbox's state file. */
  readonly state: JsonObject;
  readonly clientSecret: string;
  readonly unversioned: boolean;
}

const statePath = '/tenant/state.json';

/** The tenant: it takes one request after the other, and everything that ever happened in it is remembered. */
export class Tenant {
  /** Every state that it was ever in, and since when. */
  readonly states: { readonly at: number; readonly state: State }[] = [];
  readonly exchanges: Exchange[] = [];
  readonly acts: Act[] = [];
  /** Every token that was given out. */
  readonly tokens: string[] = [];
  readonly #parts: TenantParts;
  readonly #files: MemoryFiles;
  readonly #sandbox: Sandbox;
  #text: string;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(parts: TenantParts, files: MemoryFiles, sandbox: Sandbox, text: string) {
    this.#parts = parts;
    this.#files = files;
    this.#sandbox = sandbox;
    this.#text = text;
    this.states.push({ at: parts.time.elapsed, state: routingIn(text) });
  }

  static async open(parts: TenantParts): Promise<Tenant> {
    const text = JSON.stringify(parts.state);
    const files = new MemoryFiles({ [statePath]: text });
    const { time, random } = parts;
    const sandbox = await createSandbox({ files, statePath, clock: clockOf(time), random });
    return new Tenant(parts, files, sandbox, text);
  }

  get baseUrl(): string {
    return this.#sandbox.baseUrl;
  }

  get clientId(): string {
    return this.#sandbox.credentials.clientId;
  }

  get state(): State {
    return this.#last.state;
  }

  /** Handles a request when all before it are done; `around` may act right before and right after. `staleAt` shows a state of the past. */
  handle(
    message: Message,
    around: (when: 'before' | 'after') => Promise<void>,
    staleAt?: number,
  ): Promise<TenantAnswer> {
    return this.#inTurn(async () => {
      await around('before');
      const answer = await this.#answer(message, staleAt);
      await around('after');
      return answer;
    });
  }

  /** An administrator's edit, in the words of the sandbox's control. Only to be called from `around`, or while nothing is on its way. */
  async edit(kind: string, ...edits: readonly JsonObject[]): Promise<void> {
    const before = this.states.length - 1;
    for (const body of edits) {
      const request = new Request(`${this.baseUrl}/_sandbox/edit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const response = await this.#sandbox.fetch(request);
      if (!response.ok) throw new Error(`an edit was refused: ${await response.text()}`);
      await this.#note();
    }
    const { time } = this.#parts;
    const after = this.states.length - 1;
    this.acts.push({ kind, at: time.elapsed, exchanges: this.exchanges.length, before, after });
  }

  /** Resolves once everything that has arrived is done. */
  async quiet(): Promise<void> {
    await this.#queue;
  }

  async #answer(message: Message, staleAt: number | undefined): Promise<TenantAnswer> {
    const before = this.states.length - 1;
    const isForToken = message.path === '/oauth/token';
    const { unversioned } = this.#parts;
    const asked = isForToken ? this.#withSecretOfSandbox(message) : message;
    const answer = await fetched(this.#sandbox, unversioned ? withVersion(asked, this.state) : asked);
    const { status, headers, text } = unversioned ? withoutVersions(answer) : answer;
    if (isForToken) this.#noteToken(text);
    if (message.method !== 'GET') await this.#note();
    const shown = staleAt !== undefined && status === 200 ? await this.#past(message, staleAt) : text;
    if (!isForToken) {
      const after = this.states.length - 1;
      const at = this.#parts.time.elapsed;
      this.exchanges.push({
        message,
        at,
        status,
        before,
        after,
        ...(message.method === 'GET' && { shown }),
      });
    }
    return { status, headers, text: shown };
  }

  /** What the tenant would have answered then. */
  async #past({ path }: Message, at: number): Promise<string> {
    const { state } = this.states.findLast((one) => one.at <= at) ?? this.#last;
    const whole = JSON.parse(this.#text);
    const files = new MemoryFiles({
      [statePath]: JSON.stringify({ ...whole, routing: { ...whole.routing, ...state } }),
    });
    const { time, random } = this.#parts;
    const sandbox = await createSandbox({ files, statePath, clock: clockOf(time), random });
    const { clientId: client_id, clientSecret: client_secret } = sandbox.credentials;
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id, client_secret });
    const json = { 'content-type': 'application/json' };
    const token = await fetched(sandbox, { method: 'POST', path: '/oauth/token', headers: json, body });
    const headers = { authorization: `Bearer ${JSON.parse(token.text).access_token}` };
    const answer = await fetched(sandbox, { method: 'GET', path, headers });
    return (this.#parts.unversioned ? withoutVersions(answer) : answer).text;
  }

  /** The sandbox knows one secret, which is none; the client has one that could be found again. */
  #withSecretOfSandbox(message: Message): Message {
    const { clientSecret } = this.#parts;
    const body = (message.body ?? '').replace(clientSecret, this.#sandbox.credentials.clientSecret);
    return { ...message, body };
  }

  #noteToken(text: string): void {
    const token = JSON.parse(text).access_token;
    if (typeof token === 'string') this.tokens.push(token);
  }

  async #note(): Promise<void> {
    const text = new TextDecoder().decode(await this.#files.read(statePath));
    if (text === this.#text) return;
    this.#text = text;
    this.states.push({ at: this.#parts.time.elapsed, state: routingIn(text) });
  }

  get #last() {
    return this.states.at(-1) as { readonly at: number; readonly state: State };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

type Asked = Pick<Message, 'method' | 'path' | 'headers' | 'body'>;

async function fetched(sandbox: Sandbox, { method, path, headers, body }: Asked): Promise<TenantAnswer> {
  const init = { method, headers, ...(body !== undefined && { body }) };
  const response = await sandbox.fetch(new Request(`${sandbox.baseUrl}${path}`, init));
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function routingIn(text: string): State {
  const { skills, queues } = JSON.parse(text).routing;
  return { skills, queues };
}

/** The tenant never waits. */
function clockOf(time: Time): Clock {
  return {
    now: () => time.now,
    monotonic: () => time.elapsed,
    sleep: (ms) => time.sleep(ms),
    deadline: () => ({ signal: new AbortController().signal, clear: () => {} }),
  };
}
