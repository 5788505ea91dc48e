/** A picture as a camera sent it, checked. */
export type Frame = { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };

export type FrameResult =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly reason: string };

/** Frames above this are not shown: a phone must not choke on one. */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;

const no = (reason: string): FrameResult => ({ ok: false, reason });

/**
 * A frame from the payload of a camera's topic. What it is, its first bytes say; a device's word
 * for it counts for nothing, so only pictures that cannot carry a script are ever shown.
 * Errors: too large, not base64, no JPEG, PNG, WebP or GIF.
 */
export function readFrame(payload: Uint8Array, encoding: 'raw' | 'base64'): FrameResult {
  const limit = encoding === 'base64' ? Math.ceil(MAX_FRAME_BYTES / 3) * 4 + 100 : MAX_FRAME_BYTES;
  if (payload.length === 0) return no('The picture is empty.');
  if (payload.length > limit) return no('The picture is too large to be shown.');
  const bytes = encoding === 'base64' ? fromBase64(payload) : Uint8Array.from(payload);
  if (bytes === null) return no('The picture is not written as it should be (base64).');
  const type = pictureType(bytes);
  return type === null
    ? no('What came is no picture (JPEG, PNG, WebP or GIF).')
    : { ok: true, frame: { type, bytes } };
}

const SIGNATURES: readonly {
  readonly type: string;
  readonly at: number;
  readonly bytes: readonly number[];
}[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
];
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/** What kind of picture these bytes are, by their signature; null: none that may be shown. */
export function pictureType(bytes: Uint8Array): string | null {
  const has = (at: number, wanted: readonly number[]) =>
    wanted.every((byte, i) => bytes[at + i] === byte);
  if (has(0, RIFF) && has(8, WEBP)) return 'image/webp';
  return SIGNATURES.find((one) => has(one.at, one.bytes))?.type ?? null;
}

/** Base64 as devices write it: with line breaks, or as a data URL. */
function fromBase64(payload: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const text = new TextDecoder('latin1').decode(payload);
  const body = text.replace(/^\s*data:[^,]{0,100},/, '').replace(/\s+/g, '');
  try {
    const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
