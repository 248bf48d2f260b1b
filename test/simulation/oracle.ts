import { expect } from 'vitest';
import { type Address, byCodeUnit } from '../../src/core/address.ts';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { Prior, Resource } from '../../src/core/resource.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { type Ended, runApply, runPlan } from './commands.ts';
import { type Contents, statePath } from './contents.ts';
import { declaredIn } from './declared.ts';
import { journalIn } from './journal-in.ts';
import { expectLedger } from './ledger-oracle.ts';
import type { Left, Scenario } from './scenario.ts';
import { expectRewritten, expectTenant } from './tenant-oracle.ts';
import { tenantIn } from './tenant-state.ts';
import { type Process, type Ran, runProcess } from './world.ts';

/** All that judging the end of a scenario needs. */
export interface Expectation {
  readonly scenario: Scenario;
  /** The world before the scenario's apply first began. */
  readonly before: Contents;
  /** What the ledger knew then. */
  readonly knownBefore: ReadonlyMap<Address, Prior>;
  readonly declared: readonly Resource[];
}

/** An apply that has run to its end. */
export interface Settling {
  readonly ran: Ran<Ended<ApplyReport>>;
  /** The process that plans once more. */
  readonly next: Process;
  /** Where processes died before, for people. */
  readonly where: string;
}

/** Asserts what must hold once an apply has run to its end, whatever died before it. */
export type Oracle = (settling: Settling) => Promise<void>;

/** The oracle of a scenario, in the world `before` its apply. */
export async function oracleFor(scenario: Scenario, before: Contents): Promise<Oracle> {
  const expectation: Expectation = {
    scenario,
    before,
    knownBefore: priorOf(await journalIn(before)),
    declared: await declaredIn(before),
  };
  return async ({ ran, next, where }) => {
    expectTruthfulReport(expectation, ran, where);
    const tenant = tenantIn(ran.contents);
    const entries = await journalIn(ran.contents);
    expectTenant(expectation, tenant, entries, where);
    expectRewritten(scenario, before, ran.contents);
    expectLedger(expectation, tenant, entries, where);
    await expectEmptyPlan(expectation, ran.contents, next, where);
  };
}

/** The tenant is as expected, so that only an apply that says so tells the truth. */
function expectTruthfulReport(
  { scenario: { left = [], warnings = [] }, knownBefore }: Expectation,
  { result }: Ran<Ended<ApplyReport>>,
  where: string,
): void {
  const { outcomes, diagnostics } = result?.answer ?? {};
  const notApplied = outcomes?.filter(({ outcome }) => outcome !== 'applied');
  const said = diagnostics?.map(({ code, address }) => `${code} ${address}`).sort(byCodeUnit);
  const stays = left.filter((one) => isProtected(one, knownBefore)).map((one) => `PROTECTED ${one.address}`);
  const more = said?.filter((one) => warnings.includes(one)) ?? [];
  expect({ exitCode: result?.exitCode, notApplied, said }, where).toEqual({
    exitCode: 0,
    notApplied: [],
    said: [...stays, ...more].sort(byCodeUnit),
  });
}

/** Of what cannot be removed at all nothing is said. */
function isProtected({ address, host }: Left, known: ReadonlyMap<Address, Prior>): boolean {
  const { protect = false, facets = [] } = known.get(address) ?? {};
  return host !== undefined || protect || facets.some((facet) => facet.protect);
}

/** Another plan finds nothing to do, and does nothing. */
async function expectEmptyPlan(
  { scenario: { left = [] } }: Expectation,
  contents: Contents,
  next: Process,
  where: string,
): Promise<void> {
  const plan = await runProcess(contents, next, runPlan);
  const { changes, adopted, effects, orphaned = [] } = plan.result?.answer ?? {};
  const stays = orphaned.map(({ address, host }) => ({ address, ...(host && { host }) }));
  expect({ exitCode: plan.result?.exitCode, changes, adopted, effects, stays }, where).toEqual({
    exitCode: 0,
    changes: [],
    adopted: [],
    effects: [],
    stays: [...left].sort(byAddress),
  });
  expect(writesOf(plan), where).toEqual([]);
  expect(plan.contents, where).toEqual(contents);
}

/** Asserts that another apply has nothing to write and learns nothing: all was known. */
export async function expectIdle(contents: Contents, next: Process, where: string): Promise<void> {
  const ran = await runProcess(contents, next, runApply);
  expect({ exitCode: ran.result?.exitCode, outcomes: ran.result?.answer.outcomes }, where).toEqual({
    exitCode: 0,
    outcomes: [],
  });
  expect(writesOf(ran), where).toEqual([]);
  expect(ran.contents[statePath], where).toEqual(contents[statePath]);
  const news = (await journalIn(ran.contents)).slice((await journalIn(contents)).length);
  expect(
    news.map(({ type }) => type),
    where,
  ).toEqual(['run-started', 'run-ended']);
}

const writesOf = ({ requests }: Ran<unknown>) => requests.filter(({ method }) => method !== 'GET');

const byAddress = (a: Addressed, b: Addressed) => byCodeUnit(a.address ?? '', b.address ?? '');

interface Addressed {
  readonly address?: string | undefined;
}
