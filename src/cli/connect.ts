import type { Connecting } from '../app/world.ts';
import { error } from '../core/diagnostic.ts';
import type { Clock, Files, Random } from '../core/ports.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { indirectText } from '../host/indirect.ts';
import type { RequestLog } from '../tenant/request-log.ts';

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

async function connectEndpoints(
  tenant: TenantSpec,
  { clock, random, env, log }: ConnectParts,
): Promise<Connecting> {
  const { resolveEndpoints } = await import('../tenant/endpoints.ts');
  const { endpoints, diagnostics } = resolveEndpoints(tenant, indirectText(env, tenant.folder));
  if (diagnostics.length > 0) return { diagnostics };
  const { connectTenant } = await import('../tenant/connect.ts');
  const { dispatchedFetch } = await import('../tenant/dispatched-fetch.ts');
  const { fetch, close } = await dispatchedFetch();
  const connection = connectTenant({ endpoints, clock, random, fetch, ...(log && { log }) });
  const closeBoth = async () => {
    await connection.close();
    await close();
  };
  return { connection: { ...connection, close: closeBoth }, diagnostics: [] };
}

async function connectSandbox(
  tenant: TenantSpec,
  { state, log: logPath }: NonNullable<TenantSpec['sandbox']>,
  { files, clock, random, log }: ConnectParts,
): Promise<Connecting> {
  const { createSandbox } = await import('../sandbox/sandbox.ts');
  const { StateError } = await import('../sandbox/state-error.ts');
  const { connectTenant } = await import('../tenant/connect.ts');
  const { sandboxEndpoint } = await import('../tenant/sandbox-endpoint.ts');
  try {
    const sandbox = await createSandbox({
      files,
      statePath: state,
      clock,
      random,
      ...(logPath !== undefined && { logPath }),
    });
    const endpoints = [sandboxEndpoint(sandbox)];
    const parts = { endpoints, clock, random, fetch: sandbox.fetch, ...(log && { log }) };
    return { connection: connectTenant(parts), diagnostics: [] };
  } catch (thrown) {
    if (!(thrown instanceof StateError)) throw thrown;
    return {
      diagnostics: [
        error({
          code: 'SANDBOX_STATE',
          summary: `The sandbox cannot be opened: ${thrown.problems.join('; ')}`,
          detail: thrown.path,
          source: sourceOf(tenant, thrown.path === state ? '/sandbox/state' : '/sandbox/log'),
        }),
      ],
    };
  }
}
