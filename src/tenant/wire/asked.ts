/** What a request was for, as far as errors and their words depend on it. */
export interface Asked {
  readonly service: string;
  /** A lost answer to a `write` leaves its effect unknown; a `sign-in` asks for a token. */
  readonly purpose: 'read' | 'list' | 'write' | 'sign-in';
  readonly method: string;
  readonly url: URL;
  readonly scopes: readonly string[];
  /** Its path names one object, which may be absent; other paths are there or the host is a wrong one. */
  readonly isById: boolean;
  /** The service has answered before, so that a 404 does not speak of the host. */
  readonly isHostKnown: boolean;
  /** Secrets and tokens that the tenant was told or gave: if it echoes them, they shall not get into a message. */
  readonly sensitive: readonly string[];
}
