/**
 * A connection that was lost, as fetch rejects where one breaks: the sandbox throws it in process, and its server resets the socket.
 */
export class ConnectionLoss extends TypeError {
  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('connection reset'), { code: 'ECONNRESET' }) });
  }
}
