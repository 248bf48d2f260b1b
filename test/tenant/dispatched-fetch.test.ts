import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dispatchedFetch } from '../../src/tenant/dispatched-fetch.ts';
import type { ProxySetting } from '../../src/tenant/proxy-setting.ts';
import { routing } from './support/tenant-double.ts';

const real = globalThis.fetch;
let dispatchers: unknown[];

beforeEach(() => {
  dispatchers = [];
  globalThis.fetch = async (_request, init) => {
    dispatchers.push((init as { dispatcher?: unknown } | undefined)?.dispatcher);
    return new Response();
  };
});
afterEach(() => {
  globalThis.fetch = real;
});

const proxy: ProxySetting = {
  url: 'http://proxy.example/',
  host: 'proxy.example',
  variable: 'HTTPS_PROXY',
  except: '',
};

describe('the fetch for a tenant', () => {
  it.each([
    ["is the platform's own where nothing else is needed", 299_000, undefined, 0],
    ['has a dispatcher where a deadline is longer than the platform waits', 300_000, undefined, 1],
    ['has a dispatcher for each side of a proxy', 30_000, proxy, 2],
  ])('%s', async (_what, timeoutMs, through, count) => {
    const { fetch, close } = await dispatchedFetch([routing({ timeoutMs })], through);
    for (const url of ['https://tenant.example/', 'http://127.0.0.1:8080/']) await fetch(new Request(url));
    await close();
    expect(dispatchers).toHaveLength(2);
    expect(new Set(dispatchers.filter((one) => one !== undefined)).size).toBe(count);
  });
});
