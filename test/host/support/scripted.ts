import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll } from 'vitest';

/** What a process said, and how it ended. */
export interface ScriptEnd {
  readonly said: string;
  readonly code: number | null;
  readonly signal: string | null;
}

const words = `
const say = (text) => new Promise((resolve) => process.stdout.write(text + ' ', resolve));
const turns = async (count) => { for (let i = 0; i < count; i++) await new Promise(setImmediate); };
const ask = (signal) => process.kill(process.pid, signal);
let elapsed = 0;
performance.now = () => elapsed;
const later = (ms) => { elapsed += ms; };
`;

/**
 * Runs scripts in processes that begin with what a module of `src/host` exports: `say` prints, `turns` lets the event loop go round so
 * often, `ask` sends the process a signal, `later` moves its time, which stands still, by milliseconds.
 */
export function scripted(module: string): (script: string) => Promise<ScriptEnd> {
  let code = '';
  beforeAll(async () => {
    const entry = fileURLToPath(new URL(`../../../src/host/${module}`, import.meta.url));
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
    });
    code = outputFiles[0]?.text ?? '';
  });
  return (script) => run(`${code}\n${words}\n{${script}}`);
}

async function run(script: string): Promise<ScriptEnd> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<Omit<ScriptEnd, 'said'>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { said: (await text(child.stdout)).trim(), ...(await ended) };
}
