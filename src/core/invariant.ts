/** Thrown where cxform's own logic is wrong. The composition root turns it into exit code 70. */
export class BugError extends Error {
  override readonly name = 'BugError';
}

/** States what must be true whatever a user or tenant does. A failure is a bug in cxform, never bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new BugError(`This is a bug in cxform: ${message}`);
}
