import { resolve } from 'node:path';
import { sandboxTenantText } from '../../app/sandbox-tenant.ts';
import { sandboxText } from '../../report/text/sandbox.ts';
import type { serveSandbox } from '../serve-sandbox.ts';
import type { Session } from '../session.ts';

export interface SandboxCommandOptions {
  readonly port: number;
  readonly state: string;
  /** Milliseconds. */
  readonly latency?: number;
  /** Requests a minute. */
  readonly rateLimit?: number;
  readonly pageSize?: number;
  readonly fault?: readonly string[];
  readonly seed?: number;
}

/** `cxform sandbox`: answers once it is ready, and ends when it is asked to: exit 0; 1 where there can be no sandbox. */
export async function sandboxCommand(
  session: Session,
  { port, state, latency, rateLimit, pageSize, fault = [], seed }: SandboxCommandOptions,
  serve: typeof serveSandbox,
): Promise<number> {
  const statePath = resolve(session.cwd, state);
  const { sandbox, diagnostics } = await serve({
    port,
    statePath,
    faults: fault,
    ...(latency !== undefined && { latencyMs: latency }),
    ...(rateLimit !== undefined && { requestsPerMinute: rateLimit }),
    ...(pageSize !== undefined && { pageSizeMax: pageSize }),
    ...(seed !== undefined && { seed }),
  });
  if (!sandbox) return session.refuse(diagnostics);
  const { baseUrl, credentials, askedToStop } = sandbox;
  try {
    const tenant = sandboxTenantText(sandbox);
    await session.answer({
      result: { formatVersion: 1, baseUrl, credentials, tenant, state: statePath },
      text: sandboxText({ baseUrl, credentials, state, tenant }, session.style),
      exitCode: 0,
    });
    await askedToStop;
  } finally {
    await sandbox.close();
  }
  session.tell('The sandbox has ended; its tenant is saved\n');
  return 0;
}
