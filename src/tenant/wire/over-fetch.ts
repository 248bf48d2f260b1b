import { readText } from './read-text.ts';
import type { Send } from './send.ts';

/** `globalThis.fetch`, or the fetch of a sandbox. */
export type Fetch = (request: Request) => Promise<Response>;

/** Sends over a fetch, such as that of a tenant inside the process. */
export function overFetch(fetch: Fetch): Send {
  return async ({ url, ...init }) => {
    const response = await fetch(new Request(url, { ...init, redirect: 'manual' }));
    const { status, headers } = response;
    return { status, headers, text: () => readText(response.body ?? []) };
  };
}
