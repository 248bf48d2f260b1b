import { expect } from 'vitest';
import { type Address, byCodeUnit, kindIn } from '../../src/core/address.ts';
import { invariant } from '../../src/core/invariant.ts';
import type { JournalEntry } from '../../src/core/journal.ts';
import type { Facet, Prior } from '../../src/core/resource.ts';
import { priorOf } from '../../src/ledger/fold.ts';
import { idsOf } from './declared.ts';
import type { Expectation } from './oracle.ts';
import type { TenantState } from './tenant-state.ts';

/** What the ledger knows of one of our objects. */
interface Known {
  readonly address: Address;
  readonly id: string;
  readonly protect: boolean;
  readonly facets: readonly Facet[];
}

/** The journal is whole, and knows each object and each facet that is ours where it is, and no other. */
export function expectLedger(
  expectation: Expectation,
  tenant: TenantState,
  entries: readonly JournalEntry[],
  where: string,
): void {
  expect(entries.at(-1)?.type, where).toBe('run-ended');
  expect(
    entries.filter(({ erased }) => erased),
    where,
  ).toEqual([]);
  const known = [...priorOf(entries).values()].map(onlyKnown);
  const expected = [...declaredOnes(expectation, tenant), ...leftOnes(expectation)];
  expect(sorted(known), where).toEqual(sorted(expected));
}

/** What is declared, by the objects that the tenant has of its name or agent: one each, or the tenant is not as expected. */
function declaredOnes(
  { scenario: { left = [] }, knownBefore, declared }: Expectation,
  tenant: TenantState,
): Known[] {
  return declared.map((resource) => {
    const { address, kind, protect, facets } = resource;
    const [id, ...others] = idsOf(resource, tenant);
    invariant(id !== undefined && others.length === 0, `${address} has not one object`);
    const before = [...knownBefore.values()].find((one) => one.id === id && kindIn(one.address) === kind);
    const stays = left.filter(({ host }) => host === address).map((one) => one.address);
    const loose = before?.facets.filter((facet) => stays.includes(facet.address)) ?? [];
    return { address, id, protect, facets: [...facets, ...loose] };
  });
}

/** What is left is known as it was. */
function leftOnes({ scenario: { left = [] }, knownBefore }: Expectation): Known[] {
  return left.flatMap(({ address, host }) => {
    const before = knownBefore.get(address);
    return host === undefined && before ? [onlyKnown(before)] : [];
  });
}

const onlyKnown = ({ address, id, protect, facets }: Prior): Known => ({ address, id, protect, facets });

const sorted = (known: readonly Known[]) => [...known].sort((a, b) => byCodeUnit(a.address, b.address));
