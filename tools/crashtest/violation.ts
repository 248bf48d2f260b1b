/** Something came out otherwise than cxform promises. */
export class Violation extends Error {
  override readonly name = 'Violation';
}
