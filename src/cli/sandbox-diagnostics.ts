import { type Diagnostic, error } from '../core/diagnostic.ts';

/** Somebody else has the state file. `lockPath` is what keeps others out. */
export function sandboxBusy(statePath: string, holder: string, lockPath: string): Diagnostic {
  return error({
    code: 'SANDBOX_BUSY',
    summary: `The sandbox is held by ${holder}`,
    detail: statePath,
    hint: `Use that one or end it, or name another file with --state. If none is running, remove ${lockPath}`,
  });
}

/** The state file is of no use. */
export function sandboxState(statePath: string, problem: string): Diagnostic {
  return error({
    code: 'SANDBOX_STATE',
    summary: `The sandbox cannot be opened: ${problem}`,
    detail: statePath,
    hint: 'Mend the file, or name another with --state; one that is not there yet is an empty tenant',
  });
}

/** The answer would take the place of the tenant, or of the lock. `what` is which. */
export function outputTaken(what: 'state file' | 'lock'): Diagnostic {
  return error({
    code: 'USAGE',
    summary: `--output names the sandbox's own ${what}`,
    hint: 'Name another file with --output',
  });
}

/** Somebody else listens there. */
export function portInUse(port: number): Diagnostic {
  return error({
    code: 'PORT_IN_USE',
    summary: `The port ${port} is in use`,
    hint: 'Choose another one; without --port a free one is found',
  });
}

/** The system gives it to nobody like us. */
export function portDenied(port: number, reason: string): Diagnostic {
  return error({
    code: 'PORT_DENIED',
    summary: `The port ${port} cannot be had (${reason})`,
    hint: 'Choose one from 1024; without --port a free one is found',
  });
}
