import type { Clock, Random } from '../../src/core/ports.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Life } from './life.ts';

const latencyMsMax = 40;

/**
 * The way between a process that may die and the tenant. Each message takes its own time, so that concurrent requests overtake
 * each other; what is on its way when the process dies still arrives.
 */
export class Network {
  readonly #sandbox: Sandbox;
  readonly #life: Life;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #exchanges: Promise<unknown>[] = [];

  constructor(sandbox: Sandbox, life: Life, clock: Clock, random: Random) {
    this.#sandbox = sandbox;
    this.#life = life;
    this.#clock = clock;
    this.#random = random;
  }

  fetch = (request: Request): Promise<Response> => {
    const exchange = this.#exchange(request);
    this.#exchanges.push(exchange);
    return exchange;
  };

  /** Resolves when nothing is on its way any more. */
  async quiet(): Promise<void> {
    await Promise.allSettled(this.#exchanges);
  }

  async #exchange(request: Request): Promise<Response> {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    await this.#life.reach(`before ${call}`);
    await this.#travel();
    const response = await this.#sandbox.fetch(request);
    await this.#travel();
    await this.#life.reach(`answered ${call}`);
    return response;
  }

  #travel(): Promise<void> {
    return this.#clock.sleep(1 + Math.floor(this.#random.next() * latencyMsMax));
  }
}
