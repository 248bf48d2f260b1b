import { hostname } from 'node:os';
import type { ProcessOwner } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';

/** The process that cxform runs as. */
export function processOwner(): ProcessOwner {
  return { pid: process.pid, host: hostname(), alive };
}

function alive(pid: number): boolean {
  try {
    // Signal 0 asks and sends nothing.
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process refuses the question, and so is there.
    return systemErrorCode(error) === 'EPERM';
  }
}
