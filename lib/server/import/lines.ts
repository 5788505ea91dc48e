import type { Readable } from 'node:stream';

export type Line = {
  /** Without its end; null: longer than anybody writes. */
  readonly text: string | null;
  /** What ended it. */
  readonly ending: '\r\n' | '\n' | '';
  /** The byte after it. */
  readonly end: number;
};

const NEWLINE = 0x0a;
const RETURN = 0x0d;
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
      const ending = next > at && bytes[next - 1] === RETURN ? '\r\n' : '\n';
      const text = isTooLong ? null : bytes.toString('utf8', at, next + 1 - ending.length);
      found.push({ text, ending, end: place + next + 1 });
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
    const text = isTooLong ? null : rest.toString('utf8');
    yield [{ text, ending: '', end: place + rest.length }];
  }
}
