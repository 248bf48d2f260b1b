import { type AdoptResult, adopt } from '../../src/app/adopt.ts';
import { type ApplyOptions, apply } from '../../src/app/apply.ts';
import { applyFile } from '../../src/app/apply-file.ts';
import type { ApplyResult } from '../../src/app/carry-out.ts';
import { doctor } from '../../src/app/doctor/doctor.ts';
import { type DriftResult, drift } from '../../src/app/drift.ts';
import { exportTenant } from '../../src/app/export.ts';
import { type PlanResult, plan } from '../../src/app/plan.ts';
import { validate } from '../../src/app/validate.ts';
import type { World } from '../../src/app/world.ts';
import type { Address } from '../../src/core/address.ts';
import { adviceCodes } from '../../src/core/advice.ts';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Checkup } from '../../src/core/checkup.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { Drift } from '../../src/core/drift.ts';
import type { Exported } from '../../src/core/exported.ts';
import type { JournalEntry } from '../../src/core/journal.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { KindTable } from '../../src/core/kind-table.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Ledger } from '../../src/core/ports.ts';
import type { TenantSpec } from '../../src/core/tenant-spec.ts';
import type { Validation } from '../../src/core/validation.ts';
import { SeededRandom } from '../../src/host/seeded-random.ts';
import { kinds } from '../../src/kinds/index.ts';
import { fileLedger } from '../../src/ledger/backends/file.ts';
import { loadTenant } from '../../src/manifest/tenant.ts';
import type { Boundaries, Boundary } from '../../src/sandbox/boundaries.ts';
import type { RequestRecord } from '../../src/sandbox/request-log.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { EditableList } from '../../src/sandbox/state.ts';
import type { Members } from '../../src/sandbox/wire.ts';
import { connectTenant } from '../../src/tenant/connect.ts';
import { sandboxEndpoint } from '../../src/tenant/endpoints/sandbox-endpoint.ts';
import { sandboxSettings } from '../../src/tenant/endpoints/service-settings.ts';
import { inspectServices } from '../../src/tenant/inspect.ts';
import { overFetch } from '../../src/tenant/wire/over-fetch.ts';
import type { Declaration } from './declarations.ts';
import { MemoryFiles } from './memory-files.ts';
import { testRuntime } from './test-runtime.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What a tenant and its Git hold to begin with. */
export interface Centre {
  readonly declared?: readonly Declaration[];
  readonly skills?: readonly Members[];
  readonly queues?: readonly Members[];
  readonly users?: readonly Members[];
  /** Routing profiles, each under the id of its user. */
  readonly profiles?: readonly Members[];
  /** The sandbox's settings. */
  readonly settings?: Members;
  /** Members of the Tenant's spec. */
  readonly tenant?: JsonObject;
}

/** What a test can put between the parts. Each is called late, so that it may be set at any time. */
export interface Hooks {
  /** At each boundary of each request but those for tokens; what it throws reaches the client as a lost connection. */
  boundary?: (
    boundary: Boundary,
    request: { readonly method: string; readonly path: string },
    sandbox: Sandbox,
  ) => void | Promise<void>;
  /** Answers a request in the tenant's stead; undefined lets the sandbox answer. */
  answer?: (request: Request) => Response | undefined | Promise<Response | undefined>;
  /** Stands in front of the ledger. */
  ledger?: (real: Ledger) => Ledger;
}

const CONFIG = '/centre/cxform.yaml';
const STATE = '/centre/tenant.json';
const MANIFESTS = '/centre/manifests';

/** The engine over real parts (manifests, tenant client, sandbox, file ledger), with files in memory and virtual time. */
export class EngineWorld {
  readonly files = new MemoryFiles();
  readonly clock = new VirtualClock({ auto: true });
  readonly random = new SeededRandom(1);
  readonly hooks: Hooks = {};
  readonly world: World;
  #sandbox: Sandbox | undefined;
  #stopping = new AbortController();

  constructor() {
    const { files, clock, random } = this;
    this.world = {
      kinds: new KindTable(kinds),
      files,
      clock,
      random,
      runtime: testRuntime,
      inspect: () => this.#inspect(),
      connect: async () => ({ connection: await this.#connect(), diagnostics: [] }),
      ledger: ({ name, ledger }) => {
        const owner = { pid: 1, host: 'test', alive: () => false };
        const real = fileLedger({ files, folder: ledger.file, tenant: name, random, owner, clock });
        return this.hooks.ledger?.(real) ?? real;
      },
      stopRequests: () => ({ signal: this.#stopping.signal, ignore: () => {} }),
    };
  }

  async validate(): Promise<Validation> {
    return validate(this.world, await this.#begin(), []);
  }

  async planResult({ targets }: Pick<ApplyOptions, 'targets'> = {}): Promise<PlanResult> {
    return plan(this.world, await this.#begin(), targets);
  }

  /** The plan; fails where there is none. */
  async plan(): Promise<Plan> {
    const result = await this.planResult();
    return result.plan ?? refused(result.diagnostics);
  }

  async applyResult(options: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
    const quiet = { onPlan: () => {}, onOutcome: () => {}, confirm: async () => undefined };
    return apply(this.world, await this.#begin(), { parallelism: 4, lockTimeoutMs: 0, ...quiet, ...options });
  }

  /** Carries out a plan that was made before. */
  async applyFile(plan: Plan, options: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
    const quiet = { onPlan: () => {}, onOutcome: () => {}, confirm: async () => undefined };
    const asked = { parallelism: 4, lockTimeoutMs: 0, ...quiet, ...options };
    return applyFile(this.world, await this.#begin(), plan, asked);
  }

  /** Asks the run that is under way to stop. */
  stop(): void {
    this.#stopping.abort(new Error('somebody asks to stop'));
  }

  /** The report of an approved apply; fails where there is none. */
  async apply(options: Partial<ApplyOptions> = {}): Promise<ApplyReport> {
    const result = await this.applyResult(options);
    return result.report ?? refused(result.diagnostics);
  }

  async driftResult(): Promise<DriftResult> {
    return drift(this.world, await this.#begin());
  }

  /** The drift report; fails where there is none. */
  async drift(): Promise<Drift> {
    const result = await this.driftResult();
    return result.drift ?? refused(result.diagnostics);
  }

  /** Manifests of what the tenant holds, in this folder below the Tenant's; fails where there are none. */
  async export(folder: string | undefined, { unmanaged = false } = {}): Promise<Exported> {
    const options = { unmanaged, ...(folder !== undefined && { folder: `/centre/${folder}` }) };
    const result = await exportTenant(this.world, await this.#begin(), options);
    return result.exported ?? refused(result.diagnostics);
  }

  /** `changed` stands in place of parts of the world. */
  async doctor(changed: Partial<World> = {}): Promise<Checkup> {
    return doctor({ ...this.world, ...changed }, await this.#begin(), []);
  }

  async adopt(address: string, id: string): Promise<AdoptResult> {
    return adopt(this.world, await this.#begin(), address as Address, id);
  }

  /** The text of a file below the Tenant's folder; empty where there is none. */
  async text(file: string): Promise<string> {
    return new TextDecoder().decode(await this.files.read(`/centre/${file}`));
  }

  /** Makes these the only manifests, each in a file of its own: `manifests/Queue-billing.yaml`. */
  async declare(...declared: readonly Declaration[]): Promise<void> {
    for (const { path } of (await this.files.find(MANIFESTS, ['.yaml'])) ?? []) await this.files.remove(path);
    // The folder stays when the last manifest goes.
    await this.files.write(`${MANIFESTS}/README.md`, '');
    for (const { kind, metadata, spec } of declared) {
      const document = { apiVersion: 'cxform/v1', kind, metadata, spec };
      await this.files.write(`${MANIFESTS}/${kind}-${metadata.name}.yaml`, printed(document));
    }
  }

  async configure(spec: JsonObject): Promise<void> {
    const document = { apiVersion: 'cxform/v1', kind: 'Tenant', metadata: { name: 'prod' } };
    const sandbox = { state: 'tenant.json' };
    await this.files.write(
      CONFIG,
      printed({ ...document, spec: { manifests: ['manifests/'], sandbox, checks: noAdvice, ...spec } }),
    );
  }

  /** Replaces all that the tenant holds. */
  async setTenant(centre: Centre): Promise<void> {
    const { skills = [], queues = [], users = [], profiles = [], settings = {} } = centre;
    await this.files.write(STATE, printed({ settings, routing: { skills, queues, users, profiles } }));
  }

  /** An object of the tenant; undefined where it has none. */
  async object(list: EditableList, id: string): Promise<Members | undefined> {
    return (await this.objects(list)).find((object) => object.id === id);
  }

  async objects(list: EditableList): Promise<readonly Members[]> {
    const state = JSON.parse(new TextDecoder().decode(await this.files.read(STATE)));
    return state.routing[list];
  }

  /** An administrator's edit. While a command runs use the sandbox that `hooks.boundary` is given. */
  async edit(list: EditableList, id: string, change: Members): Promise<void> {
    await (await this.#openSandbox()).edit(list, id, change);
  }

  /** An administrator's edit while a command runs, in the words of `/_sandbox/edit`. */
  async byHand(edit: JsonObject): Promise<void> {
    const sandbox = this.#sandbox;
    if (!sandbox) throw new Error('no command has connected yet');
    const init = {
      method: 'POST',
      body: JSON.stringify(edit),
      headers: { 'content-type': 'application/json' },
    };
    const answer = await sandbox.fetch(new Request(`${sandbox.baseUrl}/_sandbox/edit`, init));
    if (!answer.ok) throw new Error(await answer.text());
  }

  async loseLedger(): Promise<void> {
    const { ledger } = await this.#tenant();
    for (const name of ['journal.jsonl', 'values.jsonl', 'head.json']) {
      await this.files.remove(`${ledger.file}/${name}`);
    }
  }

  async journal(): Promise<readonly JournalEntry[]> {
    return (await (await this.ledger()).read()).entries;
  }

  /** The ledger as another run would open it. */
  async ledger(): Promise<Ledger> {
    return this.world.ledger(await this.#tenant());
  }

  /** What the last command asked of the tenant, tokens aside, in the order of the answers. */
  get requests(): readonly RequestRecord[] {
    return (this.#sandbox?.requests ?? []).filter(({ path }) => path !== '/oauth/token');
  }

  /** Those of them that write. */
  get writes(): readonly RequestRecord[] {
    return this.requests.filter(({ method }) => method !== 'GET');
  }

  /** Every command starts here: what an earlier one asked is not its own. */
  async #begin(): Promise<TenantSpec> {
    this.#sandbox = undefined;
    this.#stopping = new AbortController();
    return this.#tenant();
  }

  async #tenant(): Promise<TenantSpec> {
    const { tenant, diagnostics } = await loadTenant({ files: this.files, path: CONFIG });
    return tenant ?? refused(diagnostics);
  }

  async #connect() {
    const sandbox = await this.#openSandbox();
    const endpoints = [sandboxEndpoint(sandbox)];
    return connectTenant({ endpoints, ...this.#clientParts(sandbox) });
  }

  async #inspect() {
    const sandbox = await this.#openSandbox();
    return inspectServices([sandboxSettings(sandboxEndpoint(sandbox), [])], this.#clientParts(sandbox));
  }

  #clientParts(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    const fetch = async (request: Request) =>
      (await this.hooks.answer?.(request.clone())) ?? sandbox.fetch(request);
    return { clock: this.clock, random: this.random, send: overFetch(fetch) };
  }

  async #openSandbox(): Promise<Sandbox> {
    const { files, clock, random } = this;
    const boundaries: Boundaries = (boundary, request) => this.hooks.boundary?.(boundary, request, sandbox);
    const sandbox = await createSandbox({ files, clock, random, statePath: STATE, boundaries });
    return sandbox;
  }
}

/** What is advised is no matter of tests that are about something else. */
const noAdvice = Object.fromEntries(adviceCodes(new KindTable(kinds)).map((code) => [code, 'off']));

/** A world with this in Git and in the tenant. */
export async function engineWorld(centre: Centre = {}): Promise<EngineWorld> {
  const world = new EngineWorld();
  await world.configure(centre.tenant ?? {});
  await world.setTenant(centre);
  await world.declare(...(centre.declared ?? []));
  return world;
}

/** What fetch throws where a connection breaks before the answer is there. */
export function lostConnection(): TypeError {
  const cause = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

/** The codes of diagnostics, in order. */
export const codes = (diagnostics: readonly Diagnostic[] = []) => diagnostics.map(({ code }) => code);

/** Why there is no result, by code; none where there is one. */
export const refusalCodes = (result: PlanResult | ApplyResult | DriftResult) =>
  codes('diagnostics' in result ? result.diagnostics : []);

const printed = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

function refused(diagnostics: readonly Diagnostic[]): never {
  const lines = diagnostics.map(({ code, summary }) => `${code}: ${summary}`);
  throw new Error(`refused:\n${lines.join('\n')}`);
}
