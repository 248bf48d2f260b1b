import type { Agent, Dispatcher } from 'undici';
import type { ResolvedEndpoint } from './endpoint.ts';
import { ProxyFault } from './proxy-fault.ts';
import type { ProxySetting } from './proxy-setting.ts';
import { isThisMachine } from './this-machine.ts';
import type { Fetch } from './transport.ts';

/** A fetch with connections of its own. */
export interface DispatchedFetch {
  readonly fetch: Fetch;
  /** Lets go of connections that are kept for a next request, so that the process can end. */
  close(): Promise<void>;
}

/** What the platform's fetch waits at most for the next piece of an answer. */
const platformPatienceMs = 300_000;

/**
 * The platform's fetch, looked up at each call, over undici dispatchers of its own where it needs them: for a proxy, which leads to
 * whatever is not on this machine, and for deadlines beyond the platform's. Connections are not limited: what waited for one would
 * go out later than pacing allowed. Importing undici takes longer than all else that starting needs, hence only here, and only then.
 */
export async function dispatchedFetch(
  endpoints: readonly ResolvedEndpoint[],
  proxy?: ProxySetting,
): Promise<DispatchedFetch> {
  const isPatient = endpoints.some(({ timeoutMs }) => timeoutMs >= platformPatienceMs);
  return proxy || isPatient ? overUndici(proxy) : platformFetch;
}

/** Its idle connections keep no process alive. */
const platformFetch: DispatchedFetch = {
  fetch: (request) => globalThis.fetch(request),
  close: async () => {},
};

async function overUndici(proxy: ProxySetting | undefined): Promise<DispatchedFetch> {
  // The default export alone: a bundle knows a CommonJS package's other names only through it.
  const { default: undici } = await import('undici');
  const direct = new undici.Agent(withoutDeadlines);
  const proxied = proxy && throughProxy(undici, proxy);
  const dispatcherFor = (url: string) =>
    isThisMachine(new URL(url).hostname) ? direct : (proxied ?? direct);
  return {
    fetch: (request) => globalThis.fetch(request, { dispatcher: dispatcherFor(request.url) } as object),
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

/** Deadlines are the transport's: undici's own start anew with each piece of an answer. */
const withoutDeadlines: Agent.Options = { headersTimeout: 0, bodyTimeout: 0 };

type Undici = typeof import('undici');

/** All is given, empty where there is none, since undici looks into this process's environment for what is not. */
function throughProxy({ EnvHttpProxyAgent, Pool }: Undici, proxy: ProxySetting): Dispatcher {
  return new EnvHttpProxyAgent({
    ...withoutDeadlines,
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.except,
    clientFactory: (origin, options) => tellingFaults(new Pool(origin, options), proxy),
  });
}

/** Tells a fault of the proxy from one of the tenant behind it: whatever comes of CONNECT is the proxy's. */
function tellingFaults<Client extends Dispatcher>(client: Client, proxy: ProxySetting): Client {
  const connect = client.connect.bind(client);
  const observed = async (options: Dispatcher.ConnectOptions) => {
    const answer = await connect(options).catch((cause: unknown) => {
      throw new ProxyFault({ proxy, cause });
    });
    if (answer.statusCode === 200) return answer;
    answer.socket.on('error', () => undefined).destroy();
    throw new ProxyFault({ proxy, status: answer.statusCode });
  };
  return Object.assign(client, { connect: observed });
}
