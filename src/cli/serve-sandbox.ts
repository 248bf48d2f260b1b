import type { Diagnostic } from '../core/diagnostic.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { systemClock } from '../host/clock.ts';
import { nodeFiles } from '../host/files.ts';
import { finalPath } from '../host/final-path.ts';
import { lockPathOf } from '../host/lock-path.ts';
import { passingFiles } from '../host/passing-files.ts';
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
import { outputTaken, portDenied, portInUse, sandboxBusy, sandboxState } from './sandbox-diagnostics.ts';
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
  close(): Promise<SandboxEnd>;
}

/** What became of the tenant: it is in its file, the file was taken away after the last write, or nobody has written. */
export type SandboxEnd = 'saved' | 'gone' | 'unwritten';

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
      files: passingFiles(),
      path: await lockPathOf(statePath),
      random: systemRandom,
      owner: processOwner(),
    });
    if ('holder' in lock) return { diagnostics: [sandboxBusy(statePath, lock.holder, lock.path)] };
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

/** Why an answer cannot go into that file, by whatever links either is named; undefined where it can. Both paths are absolute. */
export async function refuseOutput(outputPath: string, statePath: string): Promise<Diagnostic | undefined> {
  try {
    const output = await finalPath(outputPath);
    if (output === (await finalPath(statePath))) return outputTaken('state file');
    return output === (await lockPathOf(statePath)) ? outputTaken('lock') : undefined;
  } catch (thrown) {
    // What no path leads to is told where it is opened.
    if (systemErrorCode(thrown) === undefined) throw thrown;
    return undefined;
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
      if (!sandbox.hasWritten) return 'unwritten';
      return (await nodeFiles.size(statePath)) === undefined ? 'gone' : 'saved';
    },
  };
}

function whyNot(thrown: unknown, { port, statePath }: SandboxWanted): Diagnostic | undefined {
  if (thrown instanceof StateError) return sandboxState(statePath, thrown.problems.join('; '));
  const code = systemErrorCode(thrown);
  if (code === undefined) return undefined;
  if (code === 'EADDRINUSE') return portInUse(port);
  if (code === 'ELOOP') return sandboxState(statePath, 'its links lead in a circle (ELOOP)');
  const syscall = thrown instanceof Error && 'syscall' in thrown ? thrown.syscall : undefined;
  return syscall === 'listen'
    ? portDenied(port, code)
    : sandboxState(statePath, `it cannot be locked (${code})`);
}
