import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApplyReport } from '../../src/core/apply-report.ts';
import type { OutcomeKind } from '../../src/core/outcome.ts';
import type { Intercept, SeenCall } from '../support/loopback-tenant.ts';
import { cxform, onlyJson, type Ran } from './cxform.ts';
import { acme } from './project.ts';

const talking = ['apply', '--auto-approve', '--format', 'json'];

export const applying = [...talking, '--quiet'];

/** A Tenant whose requests have a second each: so long is what became of one open at most. */
export const hurried = acme.replace('baseUrl:', 'timeout: 1s, baseUrl:');

export const isWrite = ({ method, path }: SeenCall) => method !== 'GET' && path !== '/oauth/token';

/** An apply whose process is at hand. */
export class Applying {
  #child: ChildProcess | undefined;
  readonly ended: Promise<Ran>;

  constructor(cwd: string, env: Readonly<Record<string, string>>, words: readonly string[] = []) {
    const onStart = (child: ChildProcess) => {
      this.#child = child;
    };
    // Whoever wants to hear what it says must let it talk.
    const base = words.includes('--verbose') ? talking : applying;
    this.ended = cxform([...base, ...words], { cwd, env, onStart });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Resolves with what the process says next on standard error and holds this text. */
  async says(text: string): Promise<void> {
    let said = '';
    await new Promise<void>((resolve) => {
      this.#child?.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(text)) resolve();
      });
    });
  }
}

/** Holds back the nth write and all after it; how to wait for it, and how to let them go on. */
export function holdingWrites(nth: number) {
  let writes = 0;
  let arrive = () => {};
  let release = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const intercept: Intercept = async (call, serve) => {
    if (isWrite(call) && ++writes >= nth) {
      arrive();
      await released;
    }
    return serve();
  };
  return { intercept, arrived, release };
}

/** How many outcomes of each kind a report has, and the codes of all that was not applied. */
export function outcomesIn(ran: Pick<Ran, 'stdout'>) {
  const { outcomes } = onlyJson<ApplyReport>(ran);
  const count = (kind: OutcomeKind) => outcomes.filter(({ outcome }) => outcome === kind).length;
  const codes = new Set(outcomes.flatMap(({ error }) => error?.code ?? []));
  return { applied: count('applied'), blocked: count('blocked'), all: outcomes.length, codes: [...codes] };
}

interface Head {
  readonly lease?: object;
}

/** What stands beside the journal of the project's ledger; undefined where nothing does. */
export async function ledgerHead(cwd: string): Promise<Head | undefined> {
  const text = await readFile(join(cwd, '.cxform/acme/head.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
