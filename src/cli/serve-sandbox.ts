import { type Diagnostic, error } from '../core/diagnostic.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { systemClock } from '../host/clock.ts';
import { nodeFiles } from '../host/files.ts';
import { processOwner } from '../host/process-owner.ts';
import { systemRandom } from '../host/random.ts';
import { SeededRandom } from '../host/seeded-random.ts';
import { type StopSignal, whenAskedToStop } from '../host/stop-signal.ts';
import { FAULT_KINDS } from '../sandbox/faults/faults.ts';
import type { FaultRates } from '../sandbox/faults/faulty.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import { serve } from '../sandbox/server.ts';
import { StateError } from '../sandbox/state-error.ts';
import { readFaultRates } from './fault-rates.ts';
import { lockSandbox } from './sandbox-lock.ts';

/** The sandbox that somebody wants. What is absent is as the state file says, or as a sandbox is by itself. */
export interface SandboxWanted {
  /** 0 for any free one. */
  readonly port: number;
  /** Absolute. */
  readonly statePath: string;
  readonly latencyMs?: number;
  readonly requestsPerMinute?: number;
  readonly pageSizeMax?: number;
  /** Each `KIND:RATE`, as it was written. */
  readonly faults: readonly string[];
  readonly seed?: number;
}

/** A sandbox at a socket of this machine. */
export interface ServedSandbox {
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  /** Infinity where it has no limit. */
  readonly requestsPerMinute: number;
  readonly askedToStop: Promise<StopSignal>;
  /** Ends what is under way, saves and lets go of the state file. */
  close(): Promise<void>;
}

type Serving =
  | { readonly sandbox: ServedSandbox; readonly diagnostics: readonly [] }
  | { readonly sandbox?: never; readonly diagnostics: readonly Diagnostic[] };

/** Serves a sandbox, or says why there is none. It alone holds its state file until it is closed. */
export async function serveSandbox(wanted: SandboxWanted): Promise<Serving> {
  const { rates, diagnostics } = readFaultRates(wanted.faults, FAULT_KINDS);
  if (diagnostics.length > 0) return { diagnostics };
  const { statePath } = wanted;
  try {
    const lock = await lockSandbox({
      files: nodeFiles,
      random: systemRandom,
      owner: processOwner(),
      statePath,
    });
    if ('holder' in lock) return { diagnostics: [busy(statePath, lock.holder)] };
    try {
      return { sandbox: await served(wanted, rates, lock.release), diagnostics: [] };
    } catch (thrown) {
      await lock.release();
      throw thrown;
    }
  } catch (thrown) {
    const why = whyNot(thrown, wanted);
    if (!why) throw thrown;
    return { diagnostics: [why] };
  }
}

async function served(
  { port, statePath, latencyMs = 0, requestsPerMinute, pageSizeMax, seed }: SandboxWanted,
  rates: FaultRates,
  release: () => Promise<void>,
): Promise<ServedSandbox> {
  const clock = systemClock;
  const seeded = seed === undefined ? undefined : new SeededRandom(seed);
  // What goes wrong takes nothing from the chance that makes ids: with other faults the ids stay.
  const faultRandom = seeded && new SeededRandom(Math.floor(seeded.next() * 2 ** 32));
  const sandbox = await createSandbox({
    files: nodeFiles,
    statePath,
    clock,
    random: seeded ?? systemRandom,
    settings: {
      ...(requestsPerMinute !== undefined && { requestsPerMinute }),
      ...(pageSizeMax !== undefined && { pageSizeMax }),
    },
    latencyMs,
    ...(rates.size > 0 && { faults: { rates, random: faultRandom ?? systemRandom } }),
  });
  const server = await serve(sandbox.fetch, { port, clock });
  return {
    baseUrl: server.baseUrl,
    credentials: sandbox.credentials,
    requestsPerMinute: sandbox.settings.requestsPerMinute,
    askedToStop: whenAskedToStop(),
    close: async () => {
      await server.close();
      await sandbox.close();
      await release();
    },
  };
}

function whyNot(thrown: unknown, { port, statePath }: SandboxWanted): Diagnostic | undefined {
  if (thrown instanceof StateError) return stateDiagnostic(statePath, thrown.problems.join('; '));
  const code = systemErrorCode(thrown);
  if (code === undefined) return undefined;
  if (code === 'EADDRINUSE') return portInUse(port);
  const syscall = thrown instanceof Error && 'syscall' in thrown ? thrown.syscall : undefined;
  return syscall === 'listen'
    ? portDenied(port, code)
    : stateDiagnostic(statePath, `it cannot be locked (${code})`);
}

function busy(statePath: string, holder: string): Diagnostic {
  return error({
    code: 'SANDBOX_BUSY',
    summary: `The sandbox is held by ${holder}`,
    detail: statePath,
    hint: 'Use that one or end it, or name another file with --state',
  });
}

function stateDiagnostic(statePath: string, problem: string): Diagnostic {
  return error({
    code: 'SANDBOX_STATE',
    summary: `The sandbox cannot be opened: ${problem}`,
    detail: statePath,
    hint: 'Mend the file, or name another with --state; one that is not there yet is an empty tenant',
  });
}

function portInUse(port: number): Diagnostic {
  return error({
    code: 'PORT_IN_USE',
    summary: `The port ${port} is in use`,
    hint: 'Choose another one; without --port a free one is found',
  });
}

function portDenied(port: number, reason: string): Diagnostic {
  return error({
    code: 'PORT_DENIED',
    summary: `The port ${port} cannot be had (${reason})`,
    hint: 'Choose one from 1024; without --port a free one is found',
  });
}
