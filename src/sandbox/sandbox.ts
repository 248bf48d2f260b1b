import type { Clock, Files, Random } from '../core/ports.ts';
import { createApi } from './api.ts';
import type { Boundaries } from './boundaries.ts';
import { RateLimit } from './rate-limit.ts';
import { reasonOf } from './reason-of.ts';
import { RequestLog, type RequestRecord } from './request-log.ts';
import { merged } from './services/routing/merged.ts';
import { profileRoutes } from './services/routing/profiles.ts';
import { queueRoutes } from './services/routing/queues.ts';
import { skillRoutes } from './services/routing/skills.ts';
import { userRoutes } from './services/routing/users.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { type EditableList, objectIn, withReplaced } from './state.ts';
import { StateError } from './state-error.ts';
import { readState, writeState } from './state-file.ts';
import { Store } from './store.ts';
import { SANDBOX_CREDENTIALS, Tokens } from './tokens.ts';
import type { Members } from './wire.ts';

/** What a sandbox is made from. Paths are absolute. */
export interface SandboxOptions {
  readonly files: Files;
  /** The tenant: one JSON file, made by the first write where it is missing. */
  readonly statePath: string;
  /** Where each request is logged as a line of JSON; nowhere by default. */
  readonly logPath?: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Win over the settings in the state file. */
  readonly settings?: Partial<Settings>;
  readonly boundaries?: Boundaries;
}

/** A tenant in a box. */
export interface Sandbox {
  /** An origin that resolves nowhere: requests reach the sandbox only through `fetch`. */
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** Every request so far, in the order of their ends. */
  readonly requests: readonly RequestRecord[];
  /** Answers as the tenant would; rejects only where the connection is lost. */
  fetch(request: Request): Promise<Response>;
  /** An administrator's edit: merges like a PATCH, without rules or a version to fit. Throws Refusal 404. */
  edit(list: EditableList, id: string, change: Members): Promise<void>;
}

/**
 * Opens the tenant in a state file: the routing service of contract §1 and §2. Throws StateError where the
 * file is broken, or the log cannot be written.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { files, statePath, logPath, clock, random } = options;
  const { state, settings: fileSettings } = await readState(files, statePath);
  const settings: Settings = { ...DEFAULT_SETTINGS, ...fileSettings, ...options.settings };
  const store = new Store(state, (next) => writeState(files, statePath, next));
  const log = await openLog(files, logPath);

  return {
    baseUrl: 'http://sandbox.invalid',
    credentials: SANDBOX_CREDENTIALS,
    requests: log.records,
    fetch: createApi({
      routes: [...skillRoutes(settings), ...queueRoutes(settings), ...userRoutes(settings), ...profileRoutes],
      store,
      tokens: new Tokens(settings.scopes, clock, random),
      rateLimit: new RateLimit(settings.requestsPerMinute, clock),
      log,
      clock,
      random,
      boundaries: options.boundaries ?? (() => {}),
    }),
    edit: (list, id, change) => edited(store, list, id, change),
  };
}

async function openLog(files: Files, path: string | undefined): Promise<RequestLog> {
  if (path === undefined) return new RequestLog(async () => {});
  try {
    // What takes no text takes no line either.
    await files.append(path, '');
  } catch (error) {
    throw new StateError(path, [`cannot be written: ${reasonOf(error)}`]);
  }
  return new RequestLog((lines) => files.append(path, lines));
}

async function edited(store: Store, list: EditableList, id: string, change: Members): Promise<void> {
  await store.write((state) => {
    const before = objectIn(state, list, id);
    const object = { ...merged(before, change, {}), id, version: before.version + 1 };
    return { state: withReplaced(state, list, object), answer: { status: 200 } };
  });
}
