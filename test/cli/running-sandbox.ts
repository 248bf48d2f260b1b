import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { cliPath } from './cxform.ts';

/** What `cxform sandbox --format json` answers. */
export interface SandboxDocument {
  readonly formatVersion: number;
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  readonly tenant: string;
  readonly state: string;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment that finds the credentials of a sandbox. */
export const sandboxEnv = { CXONE_CLIENT_ID: 'sandbox', CXONE_CLIENT_SECRET: 'not-a-secret' };

/** `cxform sandbox` as a process, ready to answer. */
export class RunningSandbox {
  readonly child: ChildProcess;
  /** What it has printed by the time it was ready. */
  readonly stdout: string;
  readonly ended: Promise<Ended>;
  #token: Promise<string> | undefined;

  constructor(child: ChildProcess, stdout: string, ended: Promise<Ended>) {
    this.child = child;
    this.stdout = stdout;
    this.ended = ended;
  }

  get baseUrl(): string {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.stdout)?.[0] ?? '';
  }

  /** Asks it to stop; how it ended. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Calls the tenant with a token. */
  async call(method: string, path: string, body?: object): Promise<Response> {
    this.#token ??= this.#signIn();
    return this.send(method, path, body, { Authorization: `Bearer ${await this.#token}` });
  }

  send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.baseUrl), {
      method,
      headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async #signIn(): Promise<string> {
    const credentials = {
      client_id: sandboxEnv.CXONE_CLIENT_ID,
      client_secret: sandboxEnv.CXONE_CLIENT_SECRET,
      grant_type: 'client_credentials',
    };
    const { access_token } = (await (await this.send('POST', '/oauth/token', credentials)).json()) as {
      access_token: string;
    };
    return access_token;
  }
}

/** Starts one that is gone when the test is over, at the latest. Throws where it ends before it is ready. */
export async function runSandbox(words: readonly string[], cwd: string): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [cliPath, 'sandbox', ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    seen.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...seen }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  // It is ready once it has said everything.
  while (!/^(}|Ctrl-C ends it\.)\n$/m.test(seen.stdout)) {
    const end = await Promise.race([once(child.stdout, 'data'), ended]);
    if (!Array.isArray(end)) throw new Error(`no sandbox: ${JSON.stringify(end)}`);
  }
  return new RunningSandbox(child, seen.stdout, ended);
}
