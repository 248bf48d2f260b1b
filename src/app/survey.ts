import { type Address, kindIn } from '../core/address.ts';
import { weighAdvice } from '../core/advice.ts';
import { carryPriors } from '../core/carry-priors.ts';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { identityName } from '../core/identity.ts';
import type { Fact, JournalEntry } from '../core/journal.ts';
import type { Live } from '../core/live.ts';
import type { OwedEffect } from '../core/plan.ts';
import type { Connection, JournalState, Ledger } from '../core/ports.ts';
import type { Prior } from '../core/resource.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { priorOf } from '../ledger/fold.ts';
import { openWrites } from '../ledger/open-writes.ts';
import { owedEffects } from '../ledger/owed-effects.ts';
import { settleOpenWrites, type Waiting } from '../ledger/recovery/settle.ts';
import { unsettled } from '../ledger/recovery/unsettled.ts';
import { readLive } from '../live/read-live.ts';
import { compileTenant, type Declared } from './compile-tenant.ts';
import { ledgerResult } from './ledger-result.ts';
import { todayOf } from './today.ts';
import { windowMsOf } from './visibility.ts';
import type { World } from './world.ts';

/** Everything that a plan, a drift report or an apply starts from: what Git declares, what the tenant has, what we did before. */
export interface Survey {
  readonly tenant: TenantSpec;
  readonly declared: Declared;
  readonly live: Live;
  readonly priors: ReadonlyMap<Address, Prior>;
  /** Effects that a killed run has left to be done, by manifest. */
  readonly owed: ReadonlyMap<Address, OwedEffect>;
  readonly entries: readonly JournalEntry[];
  /** Where the journal stood when it was read. */
  readonly head: string;
  /** What became of writes whose end was not known; `priors` know of it, the journal not yet. */
  readonly recovered: readonly Fact[];
  /** Writes of which nobody can tell yet what becomes of them. */
  readonly waiting: readonly Waiting[];
  /** Before the tenant was read, in milliseconds since 1970: what showed by then is seen. */
  readonly at: number;
  readonly ledger: Ledger;
  readonly connection: Connection;
  /** Warnings and infos on the way. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Why there is no survey. */
export interface Refused {
  readonly diagnostics: readonly Diagnostic[];
}

/** What a survey is made with: nothing was sent yet. */
export interface Ready
  extends Pick<Survey, 'tenant' | 'declared' | 'ledger' | 'connection' | 'diagnostics'> {}

/**
 * Reads manifests, ledger and tenant, in this order: bad input is found before anything is sent. The connection to the tenant lasts
 * until `use` is done, and is closed however that or the reading ends. With `everything` all that the tenant holds is read, whoever's it is.
 */
export async function withSurvey<T>(
  world: World,
  tenant: TenantSpec,
  use: (survey: Survey) => T | Promise<T>,
  { everything = false }: { readonly everything?: boolean } = {},
): Promise<T | Refused> {
  return whenReady<T | Refused>(world, tenant, async (ready) => {
    const survey = await look(world, ready, { everything });
    if (!isSurvey(survey)) return survey;
    const told = unsettled(survey.waiting);
    return use({ ...survey, diagnostics: [...survey.diagnostics, ...told] });
  });
}

/** Compiles the manifests and connects the tenant for as long as `use` takes. */
export async function whenReady<T>(
  world: World,
  tenant: TenantSpec,
  use: (ready: Ready) => Promise<T>,
): Promise<T | Refused> {
  const declared = await compileTenant(world, tenant);
  if (hasErrors(declared.diagnostics)) return { diagnostics: declared.diagnostics };
  const ledger = world.ledger(tenant);
  const { connection, diagnostics: connecting } = await world.connect(tenant);
  const diagnostics = [...declared.diagnostics, ...connecting];
  if (!connection) return { diagnostics };
  try {
    return await use({ tenant, declared, ledger, connection, diagnostics });
  } finally {
    await connection.close();
  }
}

interface Looking {
  readonly everything?: boolean;
  /** Nobody else can be at work since then, in milliseconds since 1970: no write of another run has gone out later. */
  readonly aloneSince?: number;
}

/** Reads the ledger and the tenant once, and finds out what became of writes whose end is not known. */
export async function look(world: World, ready: Ready, looking: Looking): Promise<Survey | Refused> {
  const { ledger, diagnostics } = ready;
  const at = world.clock.now();
  const journal = await ledgerResult(() => ledger.read());
  if ('diagnostic' in journal) return { diagnostics: [...diagnostics, journal.diagnostic] };
  const seen = await seeTenant(world, ready, journal.value, { ...looking, at });
  if (hasErrors(seen.diagnostics)) return { diagnostics: [...diagnostics, ...seen.diagnostics] };
  const { live, recovered, waiting } = seen;
  const { entries, head } = journal.value;
  const { resources } = ready.declared;
  return {
    ...ready,
    live,
    priors: priorsWith(entries, recovered, resources),
    owed: owedEffects(entries),
    entries,
    head,
    recovered,
    waiting,
    at,
  };
}

export const isSurvey = (looked: Survey | Refused): looked is Survey => 'live' in looked;

async function seeTenant(
  { kinds, clock }: World,
  { tenant, declared, connection }: Ready,
  { entries }: JournalState,
  { everything = false, aloneSince, at }: Looking & { readonly at: number },
) {
  const open = openWrites(entries).map((write) => ({ ...write, sentBefore: write.sentBefore ?? aloneSince }));
  const undecided = new Set(open.filter(({ id }) => id === undefined).map(({ address }) => address));
  const { resources } = declared;
  const today = todayOf({ clock });
  const read = async (facts: readonly Fact[], isUndecided: ReadonlySet<Address>) => {
    const priors = priorsWith(entries, facts, resources);
    const alsoKinds = open.map(({ address }) => kindIn(address));
    const service = (name: string) => connection.service(name);
    const reading = { kinds, desired: resources, priors, today, everything, alsoKinds, service };
    const live = await readLive({ ...reading, undecided: isUndecided });
    return { ...live, diagnostics: weighAdvice(tenant.checks, live.diagnostics) };
  };
  const first = await read([], undecided);
  const { diagnostics } = first;
  if (hasErrors(diagnostics)) return { live: first, recovered: [], waiting: [], diagnostics };
  const recovery = settleOpenWrites({
    kinds,
    open,
    live: first,
    priors: priorOf(entries),
    now: at,
    windowMs: windowMsOf(kinds, connection),
  });
  const { facts: recovered, waiting } = recovery;
  if (recovery.diagnostics.length > 0) {
    return { live: first, recovered, waiting, diagnostics: recovery.diagnostics };
  }
  const isWhole = !isContested(first, undecided) && recovered.every((fact) => isMatched(first, fact));
  const live = isWhole ? first : await read(recovered, new Set());
  return { live, recovered, waiting, diagnostics: live.diagnostics };
}

/** Whether objects have the name of a resource that has none of them. */
function isContested({ desired, byAddress, objects }: Live, undecided: ReadonlySet<Address>): boolean {
  const unmatched = desired.filter(({ address }) => undecided.has(address) && !byAddress.has(address));
  return unmatched.some((resource) =>
    objects.some(({ kind, name }) => kind === resource.kind && name === identityName(resource)),
  );
}

/** Whether an object that was found out to be ours is known under its address. */
function isMatched({ byAddress, desired }: Live, fact: Fact): boolean {
  if (fact.type !== 'observed') return true;
  const resource = desired.find(({ address, formerly }) => [address, ...formerly].includes(fact.address));
  return byAddress.get(resource?.address ?? fact.address)?.id === fact.id;
}

function priorsWith(
  entries: readonly JournalEntry[],
  facts: readonly Fact[],
  resources: Declared['resources'],
): ReadonlyMap<Address, Prior> {
  return carryPriors(priorOf([...entries, ...facts]), resources);
}
