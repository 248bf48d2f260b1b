import { gunzipSync } from 'node:zlib';

interface ReadOptions {
  /** As `Content-Encoding` says. Only gzip is known. */
  readonly encoding?: string | null;
  /** 64 MiB by default, unpacked as well. */
  readonly bytesMax?: number;
}

/**
 * A body as text; undefined where it is longer than `bytesMax`, of which no more is read then, or cannot be unpacked, or is no UTF-8.
 */
export async function readText(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { encoding, bytesMax = 64 * 1024 * 1024 }: ReadOptions = {},
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    byteCount += chunk.byteLength;
    if (byteCount > bytesMax) return undefined;
  }
  const [first, ...others] = chunks;
  const bytes = first && others.length === 0 ? first : Buffer.concat(chunks);
  try {
    return utf8.decode(unpacked(bytes, encoding ?? '', bytesMax));
  } catch {
    return undefined;
  }
}

/** At once, since that is several times as fast as piece by piece. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws where the bytes are not in that encoding, or too many. */
function unpacked(bytes: Uint8Array, encoding: string, bytesMax: number): Uint8Array {
  if (bytes.byteLength === 0 || /^(identity)?$/i.test(encoding)) return bytes;
  if (!/^(x-)?gzip$/i.test(encoding)) throw new Error(`${encoding} was not asked for`);
  return gunzipSync(bytes, { maxOutputLength: bytesMax });
}
