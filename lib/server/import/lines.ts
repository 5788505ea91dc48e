import type { Readable } from 'node:stream';

export type Line = {
  /** Without its end; null: longer than anybody writes. */
  readonly text: string | null;
  /** The byte after it. */
  readonly end: number;
};

const NEWLINE = 0x0a;
const LONGEST = 1024 * 1024;

/** The lines of a text, many at once. Memory holds one chunk of the stream and one line. */
export async function* lines(
  stream: Readable,
  offset: number,
): AsyncGenerator<readonly Line[], void> {
  let rest: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  let place = offset;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const found: Line[] = [];
    let at = 0;
    for (let next = bytes.indexOf(NEWLINE); next >= 0; next = bytes.indexOf(NEWLINE, at)) {
      found.push({ text: isTooLong ? null : textOf(bytes, at, next), end: place + next + 1 });
      isTooLong = false;
      at = next + 1;
    }
    place += at;
    rest = bytes.subarray(at);
    if (rest.length > LONGEST) {
      isTooLong = true;
      place += rest.length;
      rest = Buffer.alloc(0);
    }
    if (found.length > 0) yield found;
  }
  if (rest.length > 0 || isTooLong) {
    const text = isTooLong ? null : textOf(rest, 0, rest.length);
    yield [{ text, end: place + rest.length }];
  }
}

const textOf = (bytes: Buffer, from: number, to: number): string =>
  bytes.toString('utf8', from, to > from && bytes[to - 1] === 0x0d ? to - 1 : to);
