import type { Connecting } from '../app/world.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Inspection } from '../core/inspection.ts';
import type { Clock, Connection, Files, Random } from '../core/ports.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { indirectText } from '../host/indirect.ts';
import type { ServiceSettings } from '../tenant/endpoints/service-settings.ts';
import type { RequestLog } from '../tenant/wire/request-log.ts';
import { openSandbox, type SandboxPlace } from './open-sandbox.ts';

interface ConnectParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: RequestLog;
}

/** Connects a tenant over its endpoints, or to a sandbox inside the process where the Tenant says so. Sends nothing yet. */
export async function connect(tenant: TenantSpec, parts: ConnectParts): Promise<Connecting> {
  return tenant.sandbox ? connectSandbox(tenant, tenant.sandbox, parts) : connectEndpoints(tenant, parts);
}

async function connectEndpoints(tenant: TenantSpec, parts: ConnectParts): Promise<Connecting> {
  const { resolveEndpoints } = await import('../tenant/endpoints/endpoints.ts');
  const { endpoints, diagnostics } = resolveEndpoints(tenant, indirectText(parts.env, tenant.folder));
  if (diagnostics.length > 0) return { diagnostics };
  const { proxySetting } = await import('../tenant/proxy/proxy-setting.ts');
  const { proxy, diagnostics: faults } = proxySetting(parts.env, endpoints);
  if (faults.length > 0) return { diagnostics: faults };
  const { connectTenant } = await import('../tenant/connect.ts');
  const { overNetwork } = await import('../tenant/wire/over-network.ts');
  const { send, close } = await overNetwork(proxy);
  const connection = connectTenant({ ...clientParts(parts), endpoints, send });
  return { connection: { ...connection, close: closeBoth(connection, close) }, diagnostics: [] };
}

async function connectSandbox(
  tenant: TenantSpec,
  place: SandboxPlace,
  parts: ConnectParts,
): Promise<Connecting> {
  const { connectTenant } = await import('../tenant/connect.ts');
  const { overFetch } = await import('../tenant/wire/over-fetch.ts');
  const { endpoint, fetch, close, diagnostics } = await openSandbox(tenant, place, parts);
  if (!endpoint) return { diagnostics };
  const send = overFetch(fetch);
  const connection = connectTenant({ ...clientParts(parts), endpoints: [endpoint], send });
  return { connection: { ...connection, close: closeBoth(connection, close) }, diagnostics: [] };
}

/** Gets ready to look at each service of a tenant by itself, whatever is wrong with the others. Sends nothing yet. */
export async function inspect(tenant: TenantSpec, parts: ConnectParts): Promise<Inspection> {
  return tenant.sandbox ? inspectSandbox(tenant, tenant.sandbox, parts) : inspectEndpoints(tenant, parts);
}

async function inspectEndpoints(tenant: TenantSpec, parts: ConnectParts): Promise<Inspection> {
  const { serviceSettings } = await import('../tenant/endpoints/service-settings.ts');
  const { inspectServices } = await import('../tenant/inspect.ts');
  const { overNetwork } = await import('../tenant/wire/over-network.ts');
  const { proxySetting } = await import('../tenant/proxy/proxy-setting.ts');
  const settings = serviceSettings(tenant, indirectText(parts.env, tenant.folder));
  const endpoints = settings.flatMap(({ endpoint }) => endpoint ?? []);
  const { proxy, diagnostics } = proxySetting(parts.env, endpoints);
  const services = diagnostics.length > 0 ? settings.map((one) => unreachable(one, diagnostics)) : settings;
  const { send, close } = await overNetwork(proxy);
  const inspection = inspectServices(services, { ...clientParts(parts), send });
  return { ...inspection, close: closeBoth(inspection, close) };
}

/** Without an endpoint, nothing is sent to it. */
const unreachable = (
  { service, credentials, baseUrl }: ServiceSettings,
  why: readonly Diagnostic[],
): ServiceSettings => ({
  service,
  credentials,
  baseUrl: { ...baseUrl, diagnostics: [...baseUrl.diagnostics, ...why] },
});

async function inspectSandbox(
  tenant: TenantSpec,
  place: SandboxPlace,
  parts: ConnectParts,
): Promise<Inspection> {
  const { inspectServices } = await import('../tenant/inspect.ts');
  const { overFetch } = await import('../tenant/wire/over-fetch.ts');
  const { sandboxSettings } = await import('../tenant/endpoints/service-settings.ts');
  const { endpoint, fetch, close, diagnostics } = await openSandbox(tenant, place, parts);
  const services = [sandboxSettings(endpoint, diagnostics)];
  const send = fetch ? overFetch(fetch) : toNobody;
  const inspection = inspectServices(services, { ...clientParts(parts), send });
  return close ? { ...inspection, close: closeBoth(inspection, close) } : inspection;
}

/** What has no endpoint is sent nothing. */
const toNobody = () => Promise.reject(new TypeError('there is nobody to send to'));

const clientParts = ({ clock, random, log }: ConnectParts) => ({ clock, random, ...(log && { log }) });

/** Closes what was connected, then what that stands on. */
const closeBoth = (connected: Pick<Connection, 'close'>, below: () => Promise<void>) => async () => {
  await connected.close();
  await below();
};
