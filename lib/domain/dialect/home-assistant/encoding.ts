import type { ParsedMessage } from '../dialect.ts';
import { parseJson } from '../safe-json.ts';
import { type Config, text } from './config.ts';

/** How a configuration says that payloads are written, if not in UTF-8 (conventions §1.7). */
export type Encoding = 'latin1' | 'windows1252' | 'utf16' | 'utf16be' | 'raw';

const NAMES: ReadonlyMap<string, Encoding> = new Map([
  ['', 'raw'],
  ...['latin1', 'iso88591', 'l1', '8859', 'cp819', 'ascii', 'usascii'].map(
    (name): [string, Encoding] => [name, 'latin1'],
  ),
  ...['cp1252', 'windows1252', '1252'].map((name): [string, Encoding] => [name, 'windows1252']),
  ...['utf16', 'u16', 'utf16le'].map((name): [string, Encoding] => [name, 'utf16']),
  ['utf16be', 'utf16be'],
]);

/** 0x80–0x9f of Windows-1252. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** null: UTF-8, or a name that nobody knows. */
export function encodingOf(config: Config): Encoding | null {
  const name = text(config, 'encoding');
  return name === null ? null : (NAMES.get(name.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? null);
}

/** A message of which the payload itself counts, not its text. */
type RawMessage = ParsedMessage & { readonly raw: true };

export const isRaw = (message: ParsedMessage): boolean => 'raw' in message;

/** The message as its publisher meant it. Text and JSON are made at most once. */
export function inEncoding(message: ParsedMessage, encoding: Encoding | null): ParsedMessage {
  if (encoding === null) return message;
  if (encoding === 'raw') return { ...message, raw: true } as RawMessage;
  let text: string | undefined;
  const decoded = () => {
    text ??= decode(message.payload, encoding);
    return text;
  };
  return { ...message, text: decoded, json: () => parseJson(decoded()) };
}

function decode(bytes: Uint8Array, encoding: Exclude<Encoding, 'raw'>): string {
  switch (encoding) {
    case 'latin1':
      return units(bytes, 1, (i) => bytes[i] ?? 0);
    case 'windows1252':
      return units(bytes, 1, (i) => {
        const byte = bytes[i] ?? 0;
        return byte >= 0x80 && byte < 0xa0 ? WINDOWS.charCodeAt(byte - 0x80) : byte;
      });
    case 'utf16':
    case 'utf16be': {
      const marked = bytes[0] === 0xfe && bytes[1] === 0xff;
      const [high, low] = encoding === 'utf16be' || marked ? [0, 1] : [1, 0];
      const unit = (i: number) => ((bytes[i + high] ?? 0) << 8) | (bytes[i + low] ?? 0);
      return units(bytes, 2, unit).replace(/^\ufeff/, '');
    }
  }
}

/** Text of 16-bit units, in pieces that fit a call. */
function units(bytes: Uint8Array, size: number, unitAt: (index: number) => number): string {
  const pieces: string[] = [];
  const codes: number[] = [];
  for (let i = 0; i + size <= bytes.length; i += size) {
    codes.push(unitAt(i));
    if (codes.length === 4096) pieces.push(String.fromCharCode(...codes.splice(0)));
  }
  return pieces.join('') + String.fromCharCode(...codes);
}
