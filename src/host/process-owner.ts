import { hostname } from 'node:os';

/** This process as the owner of a lock file, and its view of others on this machine. */
export interface ProcessOwner {
  readonly pid: number;
  readonly host: string;
  /** Whether a process of that id runs on this machine. */
  alive(pid: number): boolean;
}

export function processOwner(): ProcessOwner {
  return { pid: process.pid, host: hostname(), alive };
}

function alive(pid: number): boolean {
  try {
    // Signal 0 asks and sends nothing.
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process refuses the question, and so is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
