import { type ChildProcess, spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The bundled command line. */
export const cliPath = fileURLToPath(new URL('../../dist/cxform.js', import.meta.url));

/** A process that ended. */
export interface Ran {
  /** Null where a signal ended it. */
  readonly code: number | null;
  /** Which one. */
  readonly signal?: NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sees the process as soon as it is there, such as to end it. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs `cxform` as a process without a terminal. Of this process's environment it gets the search path alone. */
export async function cxform(words: readonly string[], { cwd, env = {}, onStart }: RunOptions): Promise<Ran> {
  const child = spawn(process.execPath, [cliPath, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  const ended = new Promise<Pick<Ran, 'code' | 'signal'>>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, ...(signal && { signal }) }));
  });
  const [stdout, stderr, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { ...end, stdout, stderr };
}

/** Bytes that are no UTF-8 would hide from the assertions: they throw. */
async function text(stream: NodeJS.ReadableStream): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await buffer(stream));
}

/** Standard output as the one JSON document that it must be; throws where it is anything else. */
export function onlyJson<T>({ stdout }: Pick<Ran, 'stdout'>): T {
  if (!stdout.endsWith('}\n')) throw new Error(`no JSON document: ${stdout}`);
  return JSON.parse(stdout);
}

interface Refusal {
  readonly formatVersion: number;
  readonly diagnostics: readonly { readonly code: string; readonly summary: string }[];
}

/** The codes of a JSON answer that is `{formatVersion, diagnostics}` and nothing else. */
export function refusalCodes(ran: Pick<Ran, 'stdout'>): readonly string[] {
  const { formatVersion, diagnostics, ...more } = onlyJson<Refusal>(ran);
  if (formatVersion !== 1 || Object.keys(more).length > 0) throw new Error(`no refusal: ${ran.stdout}`);
  return diagnostics.map(({ code }) => code);
}
