const CHUNK = 4096;

/**
 * Strict UTF-8, as MQTT asks for (MQTT-1.5.4-1): null for malformed, overlong or surrogate
 * sequences. Written out because the domain has no TextDecoder.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  const length = bytes.length;
  let ascii = 0;
  while (ascii < length && (bytes[ascii] as number) < 0x80) ascii++;
  if (ascii === length) return fromAscii(bytes);

  let text = '';
  let at = 0;
  while (at < length) {
    const run = asciiRun(bytes, at);
    if (run > 0) {
      text += fromAscii(bytes.subarray(at, at + run));
      at += run;
      continue;
    }
    const lead = bytes[at] as number;
    const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size === 0 || at + size > length) return null;
    let code = lead & (0x7f >> size);
    for (let i = 1; i < size; i++) {
      const next = bytes[at + i] as number;
      if ((next & 0xc0) !== 0x80) return null;
      code = (code << 6) | (next & 0x3f);
    }
    if (size === 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return null;
    if (size === 4 && (code < 0x10000 || code > 0x10ffff)) return null;
    at += size;
    text += String.fromCodePoint(code);
  }
  return text;
}

/** How many bytes from `start` on are ASCII. */
function asciiRun(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] as number) < 0x80) at++;
  return at - start;
}

function fromAscii(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]);
  }
  return text;
}

/** UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const symbol of text) {
    let code = symbol.codePointAt(0) as number;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    } else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
    }
  }
  return Uint8Array.from(bytes);
}
