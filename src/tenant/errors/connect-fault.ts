/** A connection did not come about, its TLS included, so that nothing was sent over it. `cause` is what Node says. */
export class ConnectFault extends Error {
  override readonly name = 'ConnectFault';

  constructor(cause: unknown) {
    super('no connection', { cause });
  }
}
