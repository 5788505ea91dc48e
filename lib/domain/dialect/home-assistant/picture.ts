import { decodeBase64 } from '../../base64.ts';
import type { Capabilities } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { type Config, textOrNull } from './config.ts';

/** Larger frames are no stills of a camera. */
export const MAX_PICTURE_BYTES = 16 * 1024 * 1024;

export type Media = NonNullable<Capabilities['media']>;

/** How the frames on a topic are written: bytes, or base64 (`encoding` in older configurations). */
export function mediaOf(config: Config, topic: string, contentType: string | null): Media {
  const isBase64 = ['image_encoding', 'encoding'].some((key) => {
    const name = textOrNull(config, key)?.toLowerCase();
    return name === 'b64' || name === 'base64';
  });
  return { topic, encoding: isBase64 ? 'base64' : 'raw', contentType };
}

/** A frame as the time of its arrival; an empty payload takes the picture away. */
export function readFrame({ encoding, contentType }: Media, message: ParsedMessage): Report {
  const { payload, at } = message;
  if (payload.length === 0) return { type: 'state', property: 'updated', value: null, at };
  if (payload.length > MAX_PICTURE_BYTES) return { type: 'rejected', reason: 'frame too large' };
  const head = encoding === 'raw' ? payload.subarray(0, 16) : base64Head(payload);
  return head !== null && isPicture(head, contentType)
    ? { type: 'state', property: 'updated', value: at, at }
    : { type: 'rejected', reason: 'the payload is no picture' };
}

/** The first bytes of base64 text. */
function base64Head(payload: Uint8Array): Uint8Array | null {
  let text = '';
  for (const byte of payload.subarray(0, 64)) text += String.fromCharCode(byte);
  const digits = text.replace(/^data:[^,]*,/, '').replace(/\s/g, '');
  return decodeBase64(digits.slice(0, digits.length - (digits.length % 4)));
}

const BEGINNINGS = ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'BM', 'II*\0', 'MM\0*', '\xff\x0a'];

/** Do these first bytes begin a picture that a browser may show? */
function isPicture(head: Uint8Array, contentType: string | null): boolean {
  const text = String.fromCharCode(...head.subarray(0, 16));
  if (BEGINNINGS.some((mark) => text.startsWith(mark))) return true;
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return true;
  if (text.slice(4, 8) === 'ftyp') return true;
  // Drawings are text; only where the device says that it sends some.
  return contentType === 'image/svg+xml' && /^\s*<|^\xef\xbb\xbf</.test(text);
}
