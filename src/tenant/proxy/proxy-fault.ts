import type { ProxySetting } from './proxy-setting.ts';

interface ProxyFaultParts {
  readonly proxy: ProxySetting;
  /** What the proxy answered to CONNECT. */
  readonly status?: number;
  /** Why there was no answer of the proxy. */
  readonly cause?: unknown;
}

/** The way through the proxy did not come about, so that nothing was sent to the tenant. */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault';
  readonly host: string;
  readonly variable: string;
  readonly status?: number;

  constructor({ proxy, status, cause }: ProxyFaultParts) {
    super('no way through the proxy', { cause });
    this.host = proxy.host;
    this.variable = proxy.variable;
    if (status !== undefined) this.status = status;
  }
}
