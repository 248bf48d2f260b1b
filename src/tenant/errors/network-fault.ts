import { ConnectFault } from './connect-fault.ts';

/** What Node says of a failure of the network. */
export interface NetworkFault {
  /** Such as `ECONNRESET`. */
  readonly code?: string;
  /** The host's name could not be turned into an address. */
  readonly isLookUp: boolean;
  /** No connection came about, so that nothing can have been sent. */
  readonly isBeforeSending: boolean;
}

/** Reads why sending failed, whatever was thrown. A host with several addresses fails with what each of them said. */
export function networkFault(cause: unknown): NetworkFault {
  if (cause instanceof ConnectFault) return { ...networkFault(cause.cause), isBeforeSending: true };
  const { name, code: given, syscall, errors } = (cause ?? {}) as Readonly<Record<string, unknown>>;
  // Not every way to speak no HTTP has a code.
  const code = given ?? (name === 'HTTPParserError' ? 'HPE_INVALID' : undefined);
  const isBeforeSending =
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    Array.isArray(errors) ||
    code === 'UND_ERR_CONNECT_TIMEOUT';
  const isLookUp = code === 'ENOTFOUND' || syscall === 'getaddrinfo';
  return { ...(typeof code === 'string' && { code }), isLookUp, isBeforeSending };
}
