import type { Fetch } from './transport.ts';

/** A fetch with connections of its own. */
export interface DispatchedFetch {
  readonly fetch: Fetch;
  /** Lets go of connections that are kept for a next request, so that the process can end. */
  close(): Promise<void>;
}

/**
 * The platform's fetch over an undici dispatcher, which holds all that concerns connections. `globalThis.fetch` is looked up at each
 * call. Deadlines are the transport's: undici's own only start anew with each piece of an answer. Importing undici takes longer than
 * all else that starting needs, hence only here, and only for a tenant over the network.
 */
export async function dispatchedFetch(): Promise<DispatchedFetch> {
  // The default export alone: a bundle knows a CommonJS package's other names only through it.
  const { default: undici } = await import('undici');
  const dispatcher = new undici.Agent({ connections: connectionsMax, headersTimeout: 0, bodyTimeout: 0 });
  return {
    fetch: (request) => globalThis.fetch(request, { dispatcher } as object),
    close: () => dispatcher.destroy(),
  };
}

/** To one origin. Changes under way at once are fewer. */
const connectionsMax = 16;
