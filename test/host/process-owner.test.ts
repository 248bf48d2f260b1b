import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processOwner } from '../../src/host/process-owner.ts';

describe('processOwner', () => {
  it('is this process, which is alive', () => {
    const { pid, host, alive } = processOwner();
    expect(pid).toBe(process.pid);
    expect(host).not.toBe('');
    expect(alive(pid)).toBe(true);
  });

  it('knows that a process of somebody else is alive', () => {
    expect(processOwner().alive(1)).toBe(true);
  });

  it('knows that a process which has ended is not', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(processOwner().alive(child.pid as number)).toBe(false);
  });

  it('knows that a number which no process can have is not', () => {
    expect(processOwner().alive(2 ** 31 - 1)).toBe(false);
    expect(processOwner().alive(Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
