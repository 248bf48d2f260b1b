/** A body as text; undefined where it is longer than `bytesMax`, of which no more is read then, or where it is no UTF-8. */
export async function readText(response: Response, bytesMax: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return decoded(chunks);
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      return undefined;
    }
  }
}

/** At once, since that is several times as fast as piece by piece. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(chunks: readonly Uint8Array[]): string | undefined {
  const [first, ...others] = chunks;
  try {
    return utf8.decode(first && others.length === 0 ? first : Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}
