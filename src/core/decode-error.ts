/** A live object that does not have the shape the contract gives it. Reading stops: nothing is guessed. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
