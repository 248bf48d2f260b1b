import { type Address, address, byCodeUnit, kindIn } from '../core/address.ts';
import type { Change, StepDependency } from '../core/change.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import { groupBy } from '../core/group-by.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { Live } from '../core/live.ts';
import type { Path } from '../core/path.ts';
import { referencesIn } from '../core/references-in.ts';
import { breakCycles, type Need } from './break-cycles.ts';
import { type Referrers, referrersOfDeletes } from './referrers.ts';

/**
 * Orders changes by what they refer to: a referrer after what it needs created, a deleted object after whatever still points at
 * it. Where changes need each other, a reference that can wait is linked after both are created, or cleared before either is deleted.
 * What no order can satisfy is a diagnostic.
 */
export function orderChanges(
  kinds: KindTable,
  changes: readonly Change[],
  live: Live,
): { readonly changes: readonly Change[]; readonly diagnostics: readonly Diagnostic[] } {
  const referrers = referrersOfDeletes(kinds, changes, live);
  const needs = [...needsOfCreates(kinds, changes), ...needsOfDeletes(referrers)];
  const { kept, deferred, cycle } = breakCycles(needs);
  const keptOf = groupBy(kept, ({ waiter }) => waiter);
  const steps = deferredSteps(changes, deferred);
  const ordered = changes.map((change) => ({
    ...change,
    ...steps.get(change.address),
    dependsOn: (keptOf.get(change.address) ?? []).map(({ needed }) => needed).sort(byCodeUnit),
  }));
  const circular = cycle ? [cycleProblem(cycle, changes)] : [];
  return { changes: ordered, diagnostics: [...stillReferenced(referrers), ...circular] };
}

/** Each change with what it refers to and this plan creates, once; what stands in deferrable fields alone can wait. */
function needsOfCreates(kinds: KindTable, changes: readonly Change[]): Need[] {
  const created = new Set(
    changes.filter(({ action }) => action === 'create').map((change) => change.address),
  );
  return changes.flatMap((change) => {
    const { fields } = kinds.get(kindIn(change.address));
    const found = referencesIn(fields, change.desired).flatMap(({ reference, field }) =>
      typeof reference === 'string'
        ? [{ needed: address(field.kind, reference), deferrable: field.deferrable }]
        : [],
    );
    const wanted = found.filter(({ needed }) => created.has(needed));
    return [...groupBy(wanted, ({ needed }) => needed)].map(([needed, references]) => ({
      waiter: change.address,
      needed,
      deferrable: change.action === 'create' ? allDeferrable(references) : undefined,
    }));
  });
}

function needsOfDeletes(referrers: ReadonlyMap<Address, Referrers>): Need[] {
  return [...referrers].flatMap(([waiter, { lettingGo }]) =>
    lettingGo
      // What points at itself goes with itself.
      .filter(({ address }) => address !== waiter)
      .map(({ address, references }) => ({
        waiter,
        needed: address,
        deferrable: referrers.has(address) ? allDeferrable(references) : undefined,
      })),
  );
}

function allDeferrable(
  references: readonly { readonly deferrable?: Path | undefined }[],
): readonly Path[] | undefined {
  const fields = new Set(references.map(({ deferrable }) => deferrable));
  return fields.has(undefined) ? undefined : ([...fields].sort() as Path[]);
}

type DeferredSteps = Pick<Change, 'steps' | 'deferred' | 'stepDependsOn'>;

/** A create links what it left out once its target is there; a delete waits until what pointed at it has let it go. */
function deferredSteps(
  changes: readonly Change[],
  deferred: readonly Need[],
): ReadonlyMap<Address, Partial<DeferredSteps>> {
  const deletes = new Set(
    changes.filter(({ action }) => action === 'delete').map((change) => change.address),
  );
  const waits: { readonly of: Address; readonly for: StepDependency }[] = [];
  const fieldsOf = new Map<Address, Set<Path>>();
  for (const { waiter, needed, deferrable = [] } of deferred) {
    const holder = deletes.has(waiter) ? needed : waiter;
    fieldsOf.set(holder, new Set([...(fieldsOf.get(holder) ?? []), ...deferrable]));
    if (deletes.has(waiter))
      waits.push({ of: waiter, for: { step: 'write', address: needed, until: 'unlink' } });
    else if (waiter !== needed)
      waits.push({ of: waiter, for: { step: 'link', address: needed, until: 'write' } });
  }
  const waitsOf = groupBy(waits, (wait) => wait.of);
  const touched = new Set([...fieldsOf.keys(), ...waitsOf.keys()]);
  return new Map(
    Array.from(touched, (address) => {
      const fields = fieldsOf.get(address);
      const stepDependsOn = (waitsOf.get(address) ?? []).map((wait) => wait.for);
      return [
        address,
        {
          ...(fields && {
            steps: deletes.has(address) ? (['unlink', 'write'] as const) : (['write', 'link'] as const),
            deferred: [...fields].sort(byCodeUnit),
          }),
          ...(stepDependsOn.length > 0 && { stepDependsOn }),
        },
      ];
    }),
  );
}

function stillReferenced(referrers: ReadonlyMap<Address, Referrers>): Diagnostic[] {
  return [...referrers].flatMap(([address, { remaining }]) =>
    remaining.map(({ name, id }) =>
      error({
        code: 'DELETE_REFERENCED',
        summary: `${address} cannot be deleted: ${name} refers to it`,
        ...(id !== undefined && { detail: `The referring object's id: ${id}` }),
        hint: 'Let it go there first, or keep the manifest. A field that a manifest leaves out stays: write null to clear it',
        address,
      }),
    ),
  );
}

/** Nothing but a delete waits for a delete, so that a cycle has no others in it where it has one. */
function cycleProblem(cycle: readonly Address[], changes: readonly Change[]): Diagnostic {
  const [first = '' as Address] = cycle;
  const change = changes.find((one) => one.address === first);
  const source = change?.sources[''];
  const chain = cycle.join(' → ');
  const explained =
    change?.action === 'delete'
      ? {
          summary: `These refer to each other, so that none can be deleted first: ${chain}`,
          hint: 'Restore one of the manifests, clear its reference with null, apply, and remove it again',
        }
      : {
          summary: `These need each other to be there first: ${chain}`,
          hint: 'Apply once with one of the references left out, then add it',
        };
  return error({ code: 'REFERENCE_CYCLE', ...explained, address: first, ...(source && { source }) });
}
