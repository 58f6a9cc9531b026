import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CoalitionError } from '../../errors/coalition-error.js';

/** How a file is opened. */
export interface FileBytesOptions {
  /** Whether the file is packed with gzip; `auto` looks at its first two bytes. Default `auto`. */
  readonly gzip?: boolean | 'auto';
  /** Most bytes after unpacking. Unit: bytes. Default no limit. */
  readonly maxBytes?: number;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
}

/** Bytes read at once. Unit: bytes. */
const BLOCK = 1_048_576;

/**
 * Yields the bytes of a file, unpacked when it is gzip.
 *
 * Limits: Node only. The file is closed when the reader stops early.
 *
 * @testedBy csv/node.test.ts
 * @param path - The file.
 * @param o - Gzip, size limit, abort signal.
 * @returns Chunks of bytes; a chunk is valid until the next one is asked for.
 * @throws {@link CoalitionError} `csv/file-changed`, `csv/max-bytes`; the runtime's own error when the file can't be opened.
 * @example
 * let bytes = 0;
 * for await (const chunk of fileBytes('package.json')) bytes += chunk.length;
 * bytes > 0; // => true
 */
export async function* fileBytes(path: string, o: FileBytesOptions = {}): AsyncGenerator<Uint8Array> {
  const gzip = o.gzip === undefined || o.gzip === 'auto' ? await isGzip(path) : o.gzip;
  const most = o.maxBytes ?? Number.POSITIVE_INFINITY;
  let total = 0;
  for await (const chunk of gzip ? unpacked(path) : plain(path)) {
    o.signal?.throwIfAborted();
    total += chunk.length;
    if (total > most) {
      throw new CoalitionError('csv/max-bytes', `The file holds more than ${most} bytes when unpacked. Raise maxBytes if that is right.`, {
        maxBytes: most,
      });
    }
    yield chunk;
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* plain(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const block = new Uint8Array(BLOCK);
    let read = 0;
    for (;;) {
      const { bytesRead } = await file.read(block, 0, BLOCK, null);
      if (bytesRead === 0) break;
      read += bytesRead;
      yield block.subarray(0, bytesRead);
    }
    if (read < size) {
      throw new CoalitionError(
        'csv/file-changed',
        `The file had ${size} bytes when it was opened and gave ${read}. Read it again when nobody writes to it.`,
        { expected: size, read },
      );
    }
  } finally {
    await file.close();
  }
}

async function* unpacked(path: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 262_144 });
  // The generator sees the error as that of the last stream; the callback only keeps it from being unhandled.
  const stream = pipeline(createReadStream(path, { highWaterMark: BLOCK }), gunzip, () => undefined);
  try {
    for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
  } finally {
    stream.destroy();
  }
}
