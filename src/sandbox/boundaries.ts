/**
 * A moment in the life of a request: nothing is done yet (`received`), its write is saved (`committed`),
 * its answer is made (`answered`).
 */
export type Boundary = 'received' | 'committed' | 'answered';

/** Called at each boundary of every request but those for tokens. What it throws is thrown to the client: a lost connection. */
export type Boundaries = (
  boundary: Boundary,
  request: { readonly method: string; readonly path: string },
) => void | Promise<void>;
