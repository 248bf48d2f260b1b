import { type FileHandle, open } from 'node:fs/promises';
import { systemErrorCode } from '../core/system-error.ts';

/**
 * The bytes of a file; undefined where there is none. What is no file, such as a pipe, is read to its end. Throws the system's error:
 * `ENOTDIR` where a file stands in the place of a folder, `EFBIG` where what is no file has given 256 MB and goes on.
 */
export async function readWhole(path: string): Promise<Uint8Array | undefined> {
  const file = await opened(path);
  if (file === undefined) return undefined;
  try {
    return (await file.stat()).isFile() ? await file.readFile() : await readStream(file, path);
  } finally {
    await file.close();
  }
}

/** More than anything has that cxform reads. */
const streamBytesMax = 256 * 1024 * 1024;
const chunkBytes = 64 * 1024;

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function readStream(file: FileHandle, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let size = 0; size <= streamBytesMax; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, null);
    if (bytesRead === 0) return Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, bytesRead));
    size += bytesRead;
  }
  throw Object.assign(new Error(`${path} does not end`), { code: 'EFBIG' });
}
