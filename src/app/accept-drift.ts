import type { Accepted } from '../core/accepted.ts';
import { type Address, nameIn } from '../core/address.ts';
import { type Diagnostic, error, info, sortDiagnostics, warning } from '../core/diagnostic.ts';
import { didYouMeanAmong } from '../core/did-you-mean.ts';
import type { Drift } from '../core/drift.ts';
import { isTarget, isTargeted } from '../core/targets.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { buildDrift } from '../plan/drift.ts';
import { type AcceptableFields, acceptLive } from './accept-live.ts';
import { type Survey, withSurvey } from './survey.ts';
import type { World } from './world.ts';

/** What was accepted, or why there was nothing to accept from. */
export type AcceptDriftResult =
  | { readonly accepted: Accepted }
  | { readonly accepted?: never; readonly diagnostics: readonly Diagnostic[] };

/**
 * Writes what was changed in the tenant by hand into the manifests: of these addresses, else of all. Nothing is written to the tenant
 * or the ledger; the next apply records it. What cannot be accepted is an error and keeps nothing else from being accepted.
 */
export async function acceptDrift(
  world: World,
  tenant: TenantSpec,
  addresses?: readonly Address[],
): Promise<AcceptDriftResult> {
  return withSurvey<AcceptDriftResult>(world, tenant, async (survey) => {
    const { live, priors, diagnostics } = survey;
    const drift = buildDrift({ tenant: tenant.name, kinds: world.kinds, live, priors, diagnostics });
    const unknown = unknownAddresses(survey, addresses);
    const { written, diagnostics: found } =
      unknown.length > 0
        ? { written: [], diagnostics: unknown }
        : await acceptLive(world, survey, fieldsOf(survey, drift, addresses));
    const told = [...drift.diagnostics, ...found, ...notAcceptable(survey, drift, addresses)];
    const accepted = { formatVersion: 1 as const, tenant: tenant.name, written };
    return { accepted: { ...accepted, diagnostics: sortDiagnostics(told) } };
  });
}

function fieldsOf(
  survey: Survey,
  { drifted }: Drift,
  addresses: readonly Address[] | undefined,
): AcceptableFields[] {
  const meant = meantBy(survey, addresses);
  return drifted
    .filter(({ address }) => meant.has(address))
    .map(({ address, fields }) => ({ address, paths: fields.map(({ path }) => path) }));
}

function meantBy({ live }: Survey, addresses: readonly Address[] | undefined): ReadonlySet<Address> {
  return new Set(live.desired.filter((one) => isTargeted(addresses, one)).map(({ address }) => address));
}

/** `ACCEPT_NOT_FOUND`: an address that nothing in Git has. Then nothing is accepted: who mistypes one may have meant another. */
function unknownAddresses({ live }: Survey, addresses: readonly Address[] = []): Diagnostic[] {
  const known = live.desired.flatMap(({ address, facets }) => [address, ...facets.map((one) => one.address)]);
  const nearest = didYouMeanAmong(known);
  return addresses
    .filter((address) => !known.some((one) => isTarget([address], one)))
    .map((address) =>
      error({
        code: 'ACCEPT_NOT_FOUND',
        summary: `No manifest declares ${address}; nothing was accepted`,
        hint: 'Name an address that cxform drift shows',
        ...nearest(address),
      }),
    );
}

/** `ACCEPT_NOTHING`: an address that has no drift. `ACCEPT_MISSING`: an object that somebody has deleted. */
function notAcceptable(
  survey: Survey,
  { drifted, missing }: Drift,
  addresses: readonly Address[] | undefined,
): Diagnostic[] {
  const meant = meantBy(survey, addresses);
  const gone = missing.filter(({ address }) => meant.has(address));
  const different = new Set([...drifted, ...gone].map(({ address }) => address));
  const calm = (addresses ?? []).filter((address) => {
    const own = meantBy(survey, [address]);
    return own.size > 0 && ![...own].some((one) => different.has(one));
  });
  return [
    ...gone.map(({ address, id }) =>
      info({
        code: 'ACCEPT_MISSING',
        summary: `${address} is gone from the tenant: that cannot be accepted into its manifest`,
        detail: `Its id was ${id}`,
        hint: `Remove the manifest of ${nameIn(address)} to accept it, or apply to create the object again`,
        address,
      }),
    ),
    ...calm.map((address) =>
      warning({
        code: 'ACCEPT_NOTHING',
        summary: `${address} has no drift: there is nothing to accept`,
        hint: 'cxform drift shows what was changed by hand',
        address,
      }),
    ),
  ];
}
