/** A key for what is unique within a kind at most: an object's id or its name, which may be any text. */
export function keyInKind(kind: string, text: string): string {
  return `${kind}\u0000${text}`;
}
