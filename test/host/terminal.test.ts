import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeTerminal } from '../../src/host/terminal.ts';

const streams = () => ({ stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() });

describe('nodeTerminal', () => {
  it('writes each text to its stream as it is', () => {
    const { stdin, stdout, stderr } = streams();
    const terminal = nodeTerminal({ stdin, stdout, stderr });
    terminal.out('plan\n');
    terminal.err('progress\n');
    expect(String(stdout.read())).toBe('plan\n');
    expect(String(stderr.read())).toBe('progress\n');
  });

  it('is interactive only where it can ask', () => {
    const terminal = (stdinIsTTY: boolean, stderrIsTTY: boolean) => {
      const { stdin, stdout, stderr } = streams();
      return nodeTerminal({
        stdin: Object.assign(stdin, { isTTY: stdinIsTTY }),
        stdout,
        stderr: Object.assign(stderr, { isTTY: stderrIsTTY }),
      }).interactive;
    };
    expect([terminal(true, true), terminal(true, false), terminal(false, true)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(nodeTerminal(streams()).interactive).toBe(false);
  });

  it('asks on standard error and answers the line', async () => {
    const { stdin, stdout, stderr } = streams();
    const answer = nodeTerminal({ stdin, stdout, stderr }).ask('Apply? ');
    expect(String(stderr.read())).toBe('Apply? ');
    stdin.write('yes\n');
    expect(await answer).toBe('yes');
    expect(stdout.read()).toBeNull();
  });

  it('can ask again', async () => {
    const { stdin, stdout, stderr } = streams();
    const terminal = nodeTerminal({ stdin, stdout, stderr });
    const first = terminal.ask('Apply? ');
    stdin.write('perhaps\n');
    await first;
    const second = terminal.ask('Really? ');
    stdin.write('no\n');
    expect([await first, await second]).toEqual(['perhaps', 'no']);
  });

  it('answers a last line without its newline', async () => {
    const { stdin, stdout, stderr } = streams();
    const answer = nodeTerminal({ stdin, stdout, stderr }).ask('Apply? ');
    stdin.end('yes');
    expect(await answer).toBe('yes');
  });

  it('answers undefined at the end of input, and ever after', async () => {
    const { stdin, stdout, stderr } = streams();
    const terminal = nodeTerminal({ stdin, stdout, stderr });
    const answer = terminal.ask('Apply? ');
    stdin.end();
    expect(await answer).toBeUndefined();
    expect(await terminal.ask('Apply? ')).toBeUndefined();
  });

  it('outlives a reader that goes away', async () => {
    const reader = spawn(
      process.execPath,
      ['-e', 'fs.closeSync(0); console.log("closed"); setInterval(() => {}, 1000)'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void reader.kill());
    await once(reader.stdout, 'data');
    const { stdin, stderr } = streams();
    const terminal = nodeTerminal({ stdin, stdout: reader.stdin, stderr });
    terminal.out('to nobody\n');
    await new Promise((resolve) => reader.stdin.once('close', resolve));
    terminal.out('to nobody\n');
    terminal.err('still here\n');
    expect(reader.stdin.errored).toMatchObject({ code: 'EPIPE' });
    expect(String(stderr.read())).toBe('still here\n');
  });

  it('tells once that standard output was lost for another reason, and goes on', () => {
    const { stdin, stdout, stderr } = streams();
    const lost: string[] = [];
    const terminal = nodeTerminal({ stdin, stdout, stderr }, (code) => lost.push(code));
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    stdout.emit('error', full);
    stdout.emit('error', full);
    stderr.emit('error', full);
    terminal.out('to nobody\n');
    terminal.err('to nobody\n');
    expect([lost, stdout.read(), stderr.read()]).toEqual([['ENOSPC'], null, null]);
  });
});
