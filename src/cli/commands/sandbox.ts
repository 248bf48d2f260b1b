import { resolve } from 'node:path';
import { sandboxTenantText } from '../../app/sandbox-tenant.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { jsonText } from '../../report/escape.ts';
import { sandboxText } from '../../report/text/sandbox.ts';
import { refusing } from '../answer.ts';
import type { refuseOutput, SandboxEnd, serveSandbox } from '../serve-sandbox.ts';
import type { Session } from '../session.ts';

/** What the composition root has for this command. */
interface SandboxParts {
  readonly serveSandbox: typeof serveSandbox;
  readonly refuseOutput: typeof refuseOutput;
}

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
  { serveSandbox, refuseOutput }: SandboxParts,
): Promise<number> {
  const statePath = resolve(session.cwd, state);
  const { output } = session.options;
  const taken =
    output === undefined ? undefined : await refuseOutput(resolve(session.cwd, output), statePath);
  if (taken) return refuseAside(session, taken);
  const { sandbox, diagnostics } = await serveSandbox({
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
  let end: SandboxEnd;
  try {
    const tenant = sandboxTenantText(sandbox);
    await session.answer({
      result: { formatVersion: 1, baseUrl, credentials, tenant, state: statePath },
      text: sandboxText({ baseUrl, credentials, state, tenant }, session.style),
      exitCode: 0,
    });
    await askedToStop;
  } finally {
    end = await sandbox.close();
  }
  session.tell(`The sandbox has ended; ${endText[end]}\n`);
  return 0;
}

const endText: Readonly<Record<SandboxEnd, string>> = {
  saved: 'its tenant is saved',
  gone: 'its state file was taken away after the last write',
  unwritten: 'nothing was written',
};

/** Refuses without the output file: writing there is what is refused. */
function refuseAside(session: Session, why: Diagnostic): number {
  const answer = refusing([why], session.errorStyle);
  session.show(answer);
  if (session.json) session.terminal.out(jsonText(answer.result));
  return answer.exitCode;
}
