import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** Sees the writes of one run, the first of them as number 1, and may hold them back. */
export interface Watch {
  /** Before the tenant has it. False where it never gets it. */
  readonly before: (write: number) => Promise<boolean>;
  /** When the tenant has done it, and who asked does not know. */
  readonly after: (write: number) => Promise<void>;
}

/** Time on the way to the tenant, so that several requests are under way together. */
const latencyMs = 4;

/** Stands between cxform and the tenant, and passes on what is asked, also for somebody who is gone by then. */
export class Gateway {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
  readonly #target: string;
  #watch: Watch | undefined;
  #writes = 0;
  #underWay = new Set<Promise<void>>();

  private constructor(server: ReturnType<typeof createServer>, target: string) {
    const { port } = server.address() as AddressInfo;
    this.baseUrl = `http://127.0.0.1:${port}`;
    this.#target = target;
    server.on('request', (incoming, outgoing) => this.#begin(this.#serve(incoming, outgoing)));
    this.close = async () => {
      server.close();
      server.closeAllConnections();
      await this.settled();
    };
  }

  /** In front of the tenant at that URL. */
  static async to(target: string): Promise<Gateway> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Gateway(server, target);
  }

  /** Writes since the watch was set. */
  get writes(): number {
    return this.#writes;
  }

  /** Counts writes from 1 again. */
  watch(watch?: Watch): void {
    this.#watch = watch;
    this.#writes = 0;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #begin(serving: Promise<void>): void {
    this.#underWay.add(serving);
    void serving.finally(() => this.#underWay.delete(serving));
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = incoming;
    const body = await buffer(incoming).catch(() => undefined);
    // Who is gone before all was said has said nothing.
    if (body === undefined) return;
    const isWrite = method !== 'GET' && url !== '/oauth/token';
    const watch = isWrite ? this.#watch : undefined;
    const write = isWrite ? ++this.#writes : 0;
    await wait(latencyMs);
    if (watch && !(await watch.before(write))) {
      outgoing.destroy();
      return;
    }
    const answer = await fetch(new URL(url, this.#target), {
      method,
      headers: passedOn(incoming),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    await watch?.after(write);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }
}

const passedOn = ({ headers: { authorization, 'content-type': contentType } }: IncomingMessage) => ({
  ...(authorization !== undefined && { authorization }),
  ...(contentType !== undefined && { 'content-type': contentType }),
});
