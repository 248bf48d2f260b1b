import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What one process used. */
export interface Usage {
  /** User and system time of all its threads. */
  readonly cpuSeconds: number;
  /** The largest resident set, in MiB. */
  readonly peakRssMb: number;
  /** From its start to its end, as the process that started it saw it. */
  readonly wallSeconds: number;
}

/** A program of this Node, such as `[cxform.js, plan]`. */
export interface Run {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Where to measure: the module that is loaded first, and the file that it writes to. */
export interface Meter {
  readonly module: string;
  readonly file: string;
}

/** Runs a program to its end and measures it. Throws where it does not exit with 0. */
export async function measure(meter: Meter, { words, cwd, env = {} }: Run): Promise<Usage> {
  const wallSeconds = await wallSecondsOf({
    words: ['--import', meter.module, ...words],
    cwd,
    env: { ...env, BENCH_USAGE_FILE: meter.file },
  });
  const used: Omit<Usage, 'wallSeconds'> = JSON.parse(await readFile(meter.file, 'utf8'));
  return { ...used, wallSeconds };
}

/** How long a program runs. Of this process's environment it gets nothing. Throws where it does not exit with 0. */
export async function wallSecondsOf({ words, cwd, env = {} }: Run): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${complaint}`);
  return (performance.now() - startedAt) / 1000;
}
