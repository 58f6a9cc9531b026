import { CoalitionError } from '../errors/coalition-error.js';

/** Where bytes come from. A string is text that is already in memory; a stream of strings is refused. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array | string;

/** Most bytes of a whole text that are encoded at once. Unit: characters. */
const SLICE = 65_536;

function isStream(source: object): source is ReadableStream<Uint8Array> {
  return 'getReader' in source;
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new CoalitionError(
    'csv/not-bytes',
    `The source yields ${typeof chunk === 'string' ? 'text' : typeof chunk} where bytes are expected. Pipe it through TextEncoderStream, or pass the whole text as one string.`,
    { got: typeof chunk },
  );
}

/** The bytes of a text, piece by piece; surrogate pairs are never cut. */
function* encoded(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let at = 0;
  while (at < text.length) {
    let end = Math.min(text.length, at + SLICE);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end += 1;
    yield encoder.encode(text.slice(at, end));
    at = end;
  }
}

/**
 * Yields the bytes of a whole input that is in memory.
 *
 * @param source - Bytes or text.
 * @returns Chunks of bytes.
 * @example
 * Array.from(chunksOfWhole('ab'), (chunk) => Array.from(chunk)); // => [[97, 98]]
 */
export function chunksOfWhole(source: Uint8Array | string): Iterable<Uint8Array> {
  if (typeof source === 'string') return encoded(source);
  return [bytesOf(source)];
}

/**
 * Yields the bytes of any source; a stream is cancelled when the reader stops early.
 *
 * @param source - Bytes, text, a stream or an iterable of chunks.
 * @returns Chunks of bytes.
 * @throws {@link CoalitionError} `csv/not-bytes` when a chunk is text.
 * @example
 * let bytes = 0;
 * for await (const chunk of chunksOf('a,b\n')) bytes += chunk.length;
 * bytes; // => 4
 */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (typeof source === 'string' || source instanceof Uint8Array) {
    yield* chunksOfWhole(source);
    return;
  }
  if (!isStream(source)) {
    for await (const chunk of source) yield bytesOf(chunk);
    return;
  }
  const reader = source.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield bytesOf(value);
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
