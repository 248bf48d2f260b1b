import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { Clock, Files, Random } from '../core/ports.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { lockPathOf } from '../host/lock-path.ts';
import { passingFiles } from '../host/passing-files.ts';
import { processOwner } from '../host/process-owner.ts';
import type { ResolvedEndpoint } from '../tenant/endpoints/endpoint.ts';
import type { Fetch } from '../tenant/wire/over-fetch.ts';
import { lockSandbox } from './sandbox-lock.ts';

/** The files of a sandbox inside the process. */
export type SandboxPlace = NonNullable<TenantSpec['sandbox']>;

/** A sandbox inside the process, or why there is none. */
export type OpenedSandbox =
  | {
      readonly endpoint: ResolvedEndpoint;
      readonly fetch: Fetch;
      /** Saves, and lets go of the state file. */
      readonly close: () => Promise<void>;
      readonly diagnostics: readonly [];
    }
  | {
      readonly endpoint?: never;
      readonly fetch?: never;
      readonly close?: never;
      readonly diagnostics: readonly Diagnostic[];
    };

interface OpenParts {
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
}

/** Opens a Tenant's sandbox inside the process. From its first write on nobody else can write the state file, until it is closed. */
export async function openSandbox(
  tenant: TenantSpec,
  { state, log: logPath }: SandboxPlace,
  { files, clock, random }: OpenParts,
): Promise<OpenedSandbox> {
  const { createSandbox } = await import('../sandbox/sandbox.ts');
  const { StateError } = await import('../sandbox/state-error.ts');
  const { sandboxEndpoint } = await import('../tenant/endpoints/sandbox-endpoint.ts');
  try {
    const sandbox = await createSandbox({
      files,
      statePath: state,
      lock: async () =>
        lockSandbox({ files: passingFiles(), path: await lockPathOf(state), random, owner: processOwner() }),
      clock,
      random,
      ...(logPath !== undefined && { logPath }),
    });
    const { fetch, close } = sandbox;
    return { endpoint: sandboxEndpoint(sandbox), fetch, close, diagnostics: [] };
  } catch (thrown) {
    if (!(thrown instanceof StateError)) throw thrown;
    return {
      diagnostics: [
        error({
          code: 'SANDBOX_STATE',
          summary: `The sandbox cannot be opened: ${thrown.problems.join('; ')}`,
          detail: thrown.path,
          hint: 'Mend the file, or name another in spec.sandbox; a state file that is not there yet is an empty tenant',
          source: sourceOf(tenant, thrown.path === state ? '/sandbox/state' : '/sandbox/log'),
        }),
      ],
    };
  }
}
