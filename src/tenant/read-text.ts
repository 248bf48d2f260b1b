/** A body as text; undefined where it is longer than `bytesMax` or is no UTF-8. Stops reading as soon as that is known. */
export async function readText(response: Response, bytesMax: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const decode = decoder();
  const reader = response.body.getReader();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    bytes += value?.byteLength ?? 0;
    const decoded = bytes > bytesMax ? undefined : decode(value, done);
    if (decoded === undefined) {
      await reader.cancel();
      return undefined;
    }
    text += decoded;
    if (done) return text;
  }
}

/** Decodes chunk by chunk, undefined for bytes that are no UTF-8. */
function decoder(): (chunk: Uint8Array | undefined, isLast: boolean) => string | undefined {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  return (chunk, isLast) => {
    try {
      return utf8.decode(chunk, { stream: !isLast });
    } catch {
      return undefined;
    }
  };
}
