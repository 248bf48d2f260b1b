import type { Clock, Files, Random } from '../core/ports.ts';
import type { Answering } from './answering.ts';
import { createApi } from './api.ts';
import type { Boundaries } from './boundaries.ts';
import { createControl, isControl } from './control/control.ts';
import { editRoute } from './control/edit.ts';
import { edited } from './control/edited.ts';
import { openApiRoute } from './control/openapi.ts';
import { requestsRoute } from './control/requests.ts';
import { type FaultRates, faulty } from './faults/faulty.ts';
import { sorting } from './faults/sorting.ts';
import { late } from './late.ts';
import type { Lock } from './lock.ts';
import { observed } from './observed.ts';
import { RateLimit } from './rate-limit.ts';
import { reasonOf } from './reason-of.ts';
import { RequestLog, type RequestRecord } from './request-log.ts';
import type { Route } from './route.ts';
import { profileRoutes } from './services/routing/profiles.ts';
import { queueRoutes } from './services/routing/queues.ts';
import { skillRoutes } from './services/routing/skills.ts';
import { userRoutes } from './services/routing/users.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { TenantList } from './state.ts';
import { StateError } from './state-error.ts';
import { StateFile } from './state-file.ts';
import { Store } from './store.ts';
import { SANDBOX_CREDENTIALS, Tokens } from './tokens.ts';
import type { Members } from './wire.ts';

/** What a sandbox is made from. Paths are absolute. */
export interface SandboxOptions {
  readonly files: Files;
  /** The tenant: one JSON file, made by the first write where it is missing. */
  readonly statePath: string;
  /** Taken by the first write and held until the sandbox is closed; without it nobody is kept from the state file. */
  readonly lock?: Lock;
  /** Where each request is logged as a line of JSON; nowhere by default. */
  readonly logPath?: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Win over the settings in the state file. */
  readonly settings?: Partial<Settings>;
  readonly boundaries?: Boundaries;
  /** How long each answer takes at least; 0 by default. */
  readonly latencyMs?: number;
  /** What goes wrong, and by what chance; nothing by default. */
  readonly faults?: { readonly rates: FaultRates; readonly random: Random };
}

/** A tenant in a box. */
export interface Sandbox {
  /** An origin that resolves nowhere: requests reach the sandbox only through `fetch`. */
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** How this tenant behaves: as it was asked to, as its state file says, or as a sandbox does by itself. */
  readonly settings: Settings;
  /** The latest requests, in the order of their ends: all of them but in a sandbox that runs for very long. */
  readonly requests: readonly RequestRecord[];
  /** Answers as the tenant would; rejects only where the connection is lost. */
  fetch(request: Request): Promise<Response>;
  /** Whether anything was written to the state file. */
  readonly hasWritten: boolean;
  /** An administrator's edit: merges like a PATCH, without rules or a version to fit. Throws Refusal 404. */
  edit(list: TenantList, id: string, change: Members): Promise<void>;
  /** Resolves once all writes are saved and the lock is let go of. Later writes are refused. */
  close(): Promise<void>;
}

/**
 * Opens the tenant in a state file: the routing service of contract §1 and §2. Throws StateError where the
 * file is broken, or the log cannot be written.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { files, statePath, logPath, random, lock = async () => ({ release: async () => {} }) } = options;
  const file = new StateFile(files, statePath);
  const { state, settings: fileSettings } = await file.read();
  const settings: Settings = { ...DEFAULT_SETTINGS, ...fileSettings, ...options.settings };
  const store = new Store(state, file, lock);
  const log = await openLog(files, logPath);
  const newId = (prefix: string) => `${prefix}${random.hex(8)}`;
  const routes = routesOf(settings);
  const tenant = tenantOf(options, { routes, settings, store, log, newId });
  const controls = [requestsRoute(log), editRoute(store, newId)];
  const control = createControl([...controls, openApiRoute([...routes, ...controls])]);

  return {
    baseUrl: 'http://sandbox.invalid',
    credentials: SANDBOX_CREDENTIALS,
    settings,
    requests: log.records,
    get hasWritten() {
      return store.hasWritten;
    },
    fetch: (request) => (isControl(request) ? control(request) : tenant(request)),
    edit: async (list, id, change) => {
      await store.write((before) => edited(before, { list, target: { id }, change }, newId));
    },
    close: () => store.close(),
  };
}

interface TenantParts {
  readonly routes: readonly Route[];
  readonly settings: Settings;
  readonly store: Store;
  readonly log: RequestLog;
  readonly newId: (prefix: string) => string;
}

/** The API, and what happens on the way to it: from the inside faults, latency, and whoever looks on. */
function tenantOf(
  { clock, random, boundaries = () => {}, latencyMs = 0, faults }: SandboxOptions,
  { routes, settings, store, log, newId }: TenantParts,
): Answering {
  const bodies = new WeakMap<Request, Members>();
  const tokens = new Tokens(settings.scopes, clock, random);
  const rateLimit = new RateLimit(settings.requestsPerMinute, clock);
  const api = createApi({ routes, store, tokens, rateLimit, newId, boundaries, bodies });
  const struck = faults ? faulty(api, { ...faults, clock, sortOf: sorting(routes) }) : api;
  return observed(late(struck, latencyMs, clock), { log, bodies, clock, boundaries });
}

function routesOf(settings: Settings): readonly Route[] {
  return [...skillRoutes(settings), ...queueRoutes(settings), ...userRoutes(settings), ...profileRoutes];
}

async function openLog(files: Files, path: string | undefined): Promise<RequestLog> {
  if (path === undefined) return new RequestLog();
  try {
    // What takes no text takes no line either.
    await files.append(path, '');
  } catch (error) {
    throw new StateError(path, [`cannot be written: ${reasonOf(error)}`]);
  }
  return new RequestLog({ append: (lines) => files.append(path, lines) });
}
