import { type ChildProcess, spawn } from 'node:child_process';

/** What the sandbox command tells when it is ready. */
interface Ready {
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
}

/** What a command asked of the tenant, token requests left out. */
export interface Asked {
  readonly requests: number;
  readonly writes: number;
}

interface Log {
  readonly requests: readonly { readonly method: string; readonly path: string }[];
  /** Records that the log no longer has. */
  readonly dropped: number;
}

/** A sandbox tenant in a process of its own, with the state of a file. */
export class SandboxServer {
  readonly #child: ChildProcess;
  readonly #ready: Ready;
  readonly #ended: Promise<unknown>;
  #seen = 0;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.#ready = ready;
    this.#ended = new Promise((resolve) => child.once('close', resolve));
  }

  static async start(cli: string, statePath: string): Promise<SandboxServer> {
    const words = [cli, 'sandbox', '--port', '0', '--state', statePath, '--format', 'json', '--quiet'];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    return new SandboxServer(child, await readyOf(child));
  }

  /** What a Tenant that names these variables signs in with. */
  get env(): Readonly<Record<string, string>> {
    const { baseUrl, credentials } = this.#ready;
    return {
      CXONE_ROUTING_URL: baseUrl,
      CXONE_CLIENT_ID: credentials.clientId,
      CXONE_CLIENT_SECRET: credentials.clientSecret,
    };
  }

  /** What was asked since the last call. Throws where the log does not have all of it any more. */
  async asked(): Promise<Asked> {
    const response = await fetch(`${this.#ready.baseUrl}/_sandbox/requests?since=${this.#seen}`);
    const { requests, dropped } = (await response.json()) as Log;
    if (dropped > this.#seen) throw new Error(`the sandbox has dropped ${dropped} requests from its log`);
    this.#seen += requests.length;
    const calls = requests.filter(({ path }) => path !== '/oauth/token');
    return { requests: calls.length, writes: calls.filter(({ method }) => method !== 'GET').length };
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

function readyOf(child: ChildProcess): Promise<Ready> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('}\n')) resolve(JSON.parse(text));
    });
  });
}
