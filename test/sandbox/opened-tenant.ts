import type { Files } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { Conformance, type Exchange } from './openapi/conformance.ts';
import type { OpenApi } from './openapi/described.ts';

export const STATE_PATH = '/tenant/state.json';
export const LOG_PATH = '/tenant/requests.jsonl';
export const SKILLS = '/api/v2/routing/skills';
export const QUEUES = '/api/v2/routing/queues';
export const USERS = '/api/v2/users';

/** The path of a user's routing profile. */
export const profileOf = (userId: string) => `/api/v2/routing/users/${userId}/routing-profile`;

/** An answer with its JSON body read; undefined for an empty one. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body | undefined;
}

interface Body {
  readonly [name: string]: unknown;
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
  readonly entities?: readonly { readonly id: string }[];
  readonly nextPageToken?: string;
}

/**
 * A sandbox over files in memory and a virtual clock, with a token at hand. Every call is held to the OpenAPI document, but where
 * faults were asked for: nobody describes those.
 */
export class OpenedTenant {
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly files: Files;
  readonly #conformance: Conformance | undefined;
  #token = '';

  constructor(sandbox: Sandbox, clock: VirtualClock, files: Files, conformance?: Conformance) {
    this.sandbox = sandbox;
    this.clock = clock;
    this.files = files;
    this.#conformance = conformance;
  }

  async authorise(): Promise<void> {
    const answer = await this.send('POST', '/oauth/token', tokenRequest(this.sandbox));
    this.#token = String(answer.body?.access_token);
  }

  /** Calls with a token and a JSON body. */
  call(method: string, path: string, body?: unknown): Promise<Seen> {
    return this.send(method, path, body, { Authorization: `Bearer ${this.#token}` });
  }

  /** Calls without a token. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    const init =
      body === undefined
        ? { method, headers }
        : {
            method,
            headers: { 'Content-Type': 'application/json', ...headers },
            body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
          };
    const request = new Request(`${this.sandbox.baseUrl}${path}`, init);
    const sent = new Uint8Array(await request.clone().arrayBuffer());
    const response = await this.sandbox.fetch(request);
    const answered = await response.text();
    this.#conform({ request, sent, response, answered });
    return {
      status: response.status,
      headers: response.headers,
      body: answered === '' ? undefined : JSON.parse(answered),
    };
  }

  #conform(exchange: Exchange): void {
    const disagreements = this.#conformance?.disagreements(exchange) ?? [];
    if (disagreements.length === 0) return;
    const { method, url } = exchange.request;
    throw new Error(
      `the sandbox is not what its OpenAPI document says: ${method} ${url}\n${disagreements.join('\n')}`,
    );
  }

  /** The state file as text; empty where there is none. */
  async stateText(): Promise<string> {
    return new TextDecoder().decode(await this.files.read(STATE_PATH));
  }
}

/** Opens a tenant on a state (a value, or the text of the file); an empty one without. */
export async function openTenant(
  state?: unknown,
  options: Partial<SandboxOptions> & { readonly clock?: VirtualClock } = {},
): Promise<OpenedTenant> {
  const clock = options.clock ?? new VirtualClock();
  const files = options.files ?? new MemoryFiles(state === undefined ? {} : { [STATE_PATH]: textOf(state) });
  const random = new SeededRandom(1);
  const sandbox = await createSandbox({ random, statePath: STATE_PATH, ...options, files, clock });
  const conformance = options.faults ? undefined : await conformanceOf(sandbox);
  const tenant = new OpenedTenant(sandbox, clock, files, conformance);
  await tenant.authorise();
  return tenant;
}

/** The document that a sandbox shows. */
export async function documentOf(sandbox: Sandbox): Promise<OpenApi> {
  const response = await sandbox.fetch(new Request(`${sandbox.baseUrl}/_sandbox/openapi.json`));
  return response.json() as Promise<OpenApi>;
}

/** Compiling schemas takes a while, and most sandboxes have the same. */
async function conformanceOf(sandbox: Sandbox): Promise<Conformance> {
  const document = await documentOf(sandbox);
  const key = JSON.stringify(document);
  const conformance = conformances.get(key) ?? new Conformance(document);
  conformances.set(key, conformance);
  return conformance;
}

const conformances = new Map<string, Conformance>();

/** The right token request. */
export function tokenRequest({ credentials }: Sandbox) {
  return {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  };
}

/** The codes of an error answer, in order. */
export function codesOf(seen: Seen): readonly string[] {
  return (seen.body?.errors ?? []).map(({ code }) => code);
}

/** The ids of a list answer, in order. */
export function idsOf(seen: Seen): readonly string[] {
  return (seen.body?.entities ?? []).map(({ id }) => id);
}

function textOf(state: unknown): string {
  return typeof state === 'string' ? state : JSON.stringify(state);
}
