import { ApiError } from '../../core/api-error.ts';
import type { Finding } from '../../core/checkup.ts';
import type { InspectedService, ServiceLine, Setting, SignIn } from '../../core/inspection.ts';
import type { KindTable } from '../../core/kind-table.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { World } from '../world.ts';
import { askReads } from './ask-reads.ts';
import { callSubject, checkCall } from './check-call.ts';
import { checkClock } from './check-clock.ts';
import { checkEndpoint } from './check-endpoint.ts';
import { checkScopes, checkSignIn } from './check-sign-in.ts';
import { failed, ok, refused, type Subject, skipped } from './finding.ts';
import { readsOf } from './reads-of.ts';

/** In all: a tenant that makes one wait at every step gets no more. */
const totalMsMax = 60_000;

/** Each service that the Tenant has, all at once: credentials, sign-in, scopes, endpoint, and each call that reads. */
export async function checkServices(world: World, tenant: TenantSpec): Promise<readonly Finding[]> {
  const inspection = await world.inspect(tenant);
  const deadline = world.clock.deadline(totalMsMax);
  deadline.signal.addEventListener('abort', () => void inspection.close(), { once: true });
  try {
    const { services } = inspection;
    const findings = await Promise.all(services.map((service) => checkService(world.kinds, service)));
    return [checkClock(services), ...findings.flat()];
  } finally {
    deadline.clear();
    await inspection.close();
  }
}

/** One line a check, whatever comes of it; what cannot be looked at any more is skipped for the reason that stopped it. */
async function checkService(kinds: KindTable, inspected: InspectedService): Promise<readonly Finding[]> {
  const { service, baseUrl, line } = inspected;
  const about = (check: string): Subject => ({ check, service });
  const reads = readsOf(kinds, inspected);
  const skippedCalls = (why: string) => reads.map((read) => skipped(callSubject(service, read), why));
  const credentials = checkSetting(about('credentials'), inspected.credentials);

  if (!line) {
    const why = credentials.status === 'failed' ? 'no credentials' : 'the endpoint is not set up';
    const before = ['sign-in', 'scopes'].map((check) => skipped(about(check), why));
    const isWrong = baseUrl.diagnostics.length > 0;
    const endpoint = isWrong ? checkSetting(about('endpoint'), baseUrl) : skipped(about('endpoint'), why);
    return [credentials, ...before, endpoint, ...skippedCalls(why)];
  }

  const signIn = await signInOrError(line);
  if (signIn instanceof ApiError) {
    const why = 'no token';
    const after = ['scopes', 'endpoint'].map((check) => skipped(about(check), why));
    return [credentials, refused(about('sign-in'), signIn), ...after, ...skippedCalls(why)];
  }

  const readings = await askReads(line.calls, reads);
  const endpoint = checkEndpoint(about('endpoint'), inspected, readings);
  const calls =
    endpoint.status === 'failed'
      ? skippedCalls('the API does not answer')
      : readings.map((reading) => checkCall(service, reading));
  return [
    credentials,
    checkSignIn(about('sign-in'), signIn),
    checkScopes(about('scopes'), line.scopes, signIn.scopes, reads),
    endpoint,
    ...calls,
  ];
}

function checkSetting(subject: Subject, { place, diagnostics }: Setting): Finding {
  const [first] = diagnostics;
  if (first === undefined) return ok(subject, place);
  const found = diagnostics.map(({ summary }) => summary).join('; ');
  return failed(subject, found, first.hint ?? 'Mend the Tenant; cxform plan says where');
}

async function signInOrError({ signIn }: ServiceLine): Promise<SignIn | ApiError> {
  try {
    return await signIn();
  } catch (thrown) {
    if (thrown instanceof ApiError) return thrown;
    throw thrown;
  }
}
