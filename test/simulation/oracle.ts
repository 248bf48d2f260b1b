import { expect } from 'vitest';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import { fileLedger } from '../../src/ledger/backends/file.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { type Ended, runPlan } from './commands.ts';
import { type Contents, centre } from './contents.ts';
import type { Scenario } from './scenario.ts';
import { tenantIn, viewOf } from './tenant-state.ts';
import { type Process, type Ran, runProcess } from './world.ts';

/** An apply that has run to its end. */
export interface Settling {
  readonly scenario: Scenario;
  /** The world before the scenario's apply first began. */
  readonly before: Contents;
  readonly ran: Ran<Ended<ApplyReport>>;
  /** The process that plans once more. */
  readonly next: Process;
  /** Where processes died before, for people. */
  readonly where: string;
}

/** What must hold once an apply has run to its end, whatever died before it. */
export async function expectSettled({ scenario, before, ran, next, where }: Settling): Promise<void> {
  expectTruthfulReport(ran, where);
  expectTenant(scenario, before, ran.contents, where);
  await expectLedger(ran.contents, where);
  await expectEmptyPlan(ran.contents, next, where);
}

/** The tenant is as expected, so that only an apply that says so tells the truth. */
function expectTruthfulReport({ result }: Ran<Ended<ApplyReport>>, where: string): void {
  const { outcomes, diagnostics } = result?.answer ?? {};
  const notApplied = outcomes?.filter(({ outcome }) => outcome !== 'applied');
  expect({ exitCode: result?.exitCode, notApplied, diagnostics }, where).toEqual({
    exitCode: 0,
    notApplied: [],
    diagnostics: [],
  });
}

/** Desired fields hold, nothing is there twice, and what nobody declared is as it was. */
function expectTenant(scenario: Scenario, before: Contents, after: Contents, where: string): void {
  const { expected, untouched } = scenario;
  expect(viewOf(tenantIn(after)), where).toEqual(expected);
  const kept = (contents: Contents) => objectsIn(contents).filter(({ id }) => untouched.includes(id));
  expect(kept(after), where).toEqual(kept(before));
}

/** The journal reads whole, and knows each object that is ours, and no other. */
async function expectLedger(contents: Contents, where: string): Promise<void> {
  const { entries } = await ledgerIn(contents).read();
  expect(entries.at(-1)?.type, where).toBe('run-ended');
  expect(
    entries.filter(({ erased }) => erased),
    where,
  ).toEqual([]);
  const ids = new Set(objectsIn(contents).map(({ id }) => id));
  const known = [...priorOf(entries).values()];
  expect(
    known.filter(({ id }) => !ids.has(id)),
    where,
  ).toEqual([]);
  expect(known.length, where).toBe(declaredIn(contents));
}

/** A new process finds nothing to do, and does nothing. */
async function expectEmptyPlan(contents: Contents, process: Process, where: string): Promise<void> {
  const plan = await runProcess(contents, process, runPlan);
  expect(plan.result?.exitCode, where).toBe(0);
  expect(plan.result?.answer.changes, where).toEqual([]);
  expect(plan.result?.answer.adopted, where).toEqual([]);
  expect(
    plan.requests.filter(({ method }) => method !== 'GET'),
    where,
  ).toEqual([]);
  expect(plan.contents, where).toEqual(contents);
}

const objectsIn = (contents: Contents) => Object.values(tenantIn(contents).routing).flat();

const declaredIn = (contents: Contents) =>
  (contents[`${centre}/manifests/all.yaml`] ?? '').split('\nkind: ').length - 1;

function ledgerIn(contents: Contents) {
  const owner = { pid: 1, host: 'here', alive: () => false };
  return fileLedger({
    files: new MemoryFiles(contents),
    folder: `${centre}/.cxform/prod`,
    tenant: 'prod',
    random: new SeededRandom(0),
    owner,
  });
}
