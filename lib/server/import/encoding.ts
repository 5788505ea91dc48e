import type { Readable } from 'node:stream';

/** How a text is written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * How a text that begins with these bytes is written: UTF-16 tells so by its mark; what is no UTF-8 is taken
 * for Windows' own, in which spreadsheets of the west save.
 */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // A letter may be cut at the end.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The text of a stream in UTF-8. */
export function asUtf8(stream: Readable, encoding: Encoding): Readable {
  if (encoding === 'utf-8') return stream;
  const decoder = new TextDecoder(encoding);
  return stream.compose(async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  } as never) as Readable;
}
