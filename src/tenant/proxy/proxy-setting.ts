import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { ResolvedEndpoint } from '../endpoints/endpoint.ts';
import { isThisMachine } from '../endpoints/this-machine.ts';

/** A proxy between cxform and a tenant, as the environment names it. */
export interface ProxySetting {
  /** Its URL, which may hold credentials. */
  readonly url: string;
  /** Its host and port, for people. */
  readonly host: string;
  /** The variable that names it. */
  readonly variable: string;
  /** Hosts that are reached without it, as `NO_PROXY` lists them. */
  readonly except: string;
}

/** The proxy to use, if any, or what is wrong with it. */
export interface ProxyResolution {
  readonly proxy?: ProxySetting;
  readonly diagnostics: readonly Diagnostic[];
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy of `HTTPS_PROXY`, or of `https_proxy`, which wins as it does in curl; of endpoints on this machine none is needed. A value
 * that is no proxy's URL is the error PROXY_INVALID, which does not show it, since it may hold a password.
 */
export function proxySetting(env: Env, endpoints: readonly ResolvedEndpoint[]): ProxyResolution {
  const variable = env.https_proxy === undefined ? 'HTTPS_PROXY' : 'https_proxy';
  const value = env[variable]?.trim() ?? '';
  if (value === '' || endpoints.every(isOnThisMachine)) return { diagnostics: [] };
  const url = proxyUrl(value);
  if (url === undefined) return { diagnostics: [invalid(variable)] };
  const except = (env.no_proxy ?? env.NO_PROXY ?? '').trim();
  return { proxy: { url: url.href, host: url.host, variable, except }, diagnostics: [] };
}

const isOnThisMachine = ({ baseUrl, tokenUrl }: ResolvedEndpoint) =>
  [baseUrl, tokenUrl].every((url) => isThisMachine(new URL(url).hostname));

/** Without a scheme it is http, as curl has it. */
function proxyUrl(value: string): URL | undefined {
  const text = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && areReadable(url) ? url : undefined;
}

/** The credentials are percent-encoded in the URL, and go out as they are meant. */
function areReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

const invalid = (variable: string) =>
  error({
    code: 'PROXY_INVALID',
    summary: `${variable} holds no URL of an HTTP proxy`,
    hint: `Write http://host:port or http://user:password@host:port into ${variable}, or unset it where no proxy is needed`,
  });
