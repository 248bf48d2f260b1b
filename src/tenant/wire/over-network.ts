import { subscribe } from 'node:diagnostics_channel';
import type { Agent, Dispatcher } from 'undici';
import { isThisMachine } from '../endpoints/this-machine.ts';
import { ConnectFault } from '../errors/connect-fault.ts';
import { ProxyFault } from '../proxy/proxy-fault.ts';
import type { ProxySetting } from '../proxy/proxy-setting.ts';
import type { AnswerHeaders } from './answer.ts';
import { readText } from './read-text.ts';
import type { HttpRequest, Send } from './send.ts';

/** A way over the network with connections of its own. */
export interface Network {
  readonly send: Send;
  /** Lets go of connections that are kept for a next request, so that the process can end. */
  close(): Promise<void>;
}

/**
 * Sends over undici's dispatchers: through a proxy where there is one, but to this machine directly. The platform's fetch is undici too, and
 * takes three times the CPU for each request. Connections are not limited here: what waited for one would go out later than pacing allowed.
 * undici is loaded only here, since that takes as long as all else that starting needs.
 */
export async function overNetwork(proxy?: ProxySetting): Promise<Network> {
  // The default export alone: a bundle knows a CommonJS package's other names only through it.
  const { default: undici } = await import('undici');
  const direct = new undici.Agent(withoutDeadlines);
  const proxied = proxy && throughProxy(undici, proxy);
  return {
    send: (request) => {
      const isNear = proxied === undefined || isThisMachine(new URL(request.url).hostname);
      return sendOver(isNear ? direct : proxied, request);
    },
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

/** Sends over one dispatcher. Whatever it throws is a failure of the network. */
export async function sendOver(
  dispatcher: Dispatcher,
  { url, method, headers, body, signal }: HttpRequest,
): ReturnType<Send> {
  const { origin, pathname, search } = new URL(url);
  const answer = await dispatcher
    .request({
      origin,
      path: `${pathname}${search}`,
      method: method as Dispatcher.HttpMethod,
      headers: { ...ownHeaders, ...headers },
      signal,
      ...(body !== undefined && { body }),
    })
    .catch(failed);
  const received = readable(answer.headers);
  const encoding = received.get('content-encoding');
  return {
    status: answer.statusCode,
    headers: received,
    text: () => readText(answer.body, { encoding }).catch(failed),
  };
}

/** Why connections did not come about, as undici tells it: the same errors in which their requests end. */
const connectErrors = new WeakSet<object>();
subscribe('undici:client:connectError', (message) => {
  const { error } = message as { readonly error: unknown };
  if (error instanceof Error && !(error instanceof ProxyFault)) connectErrors.add(error);
});

function failed(thrown: Error): never {
  const cause = connectErrors.has(thrown) ? new ConnectFault(thrown) : thrown;
  throw new TypeError('the network failed', { cause });
}

/** Some gateways refuse who does not say what it is. */
const ownHeaders = { 'user-agent': 'cxform', 'accept-encoding': 'gzip' };

function readable(headers: Readonly<Record<string, string | string[] | undefined>>): AnswerHeaders {
  return {
    get(name) {
      const value = headers[name];
      return typeof value === 'object' ? value.join(', ') : (value ?? null);
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
