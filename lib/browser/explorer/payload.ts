import { decodeUtf8 } from '../../domain/dialect/utf8.ts';
import { pictureType, readFrame } from '../store/frame-bytes.ts';
import type { Heard } from './memory.ts';

/** How a payload can be shown. */
export type PayloadForm = 'json' | 'text' | 'hex' | 'image';

/** What is worked through and shown of one payload; beyond it a phone would choke. */
const MOST_CHARACTERS = 200_000;
const MOST_LINES = 1_500;
const LINE_CHARACTERS = 2_000;
const MOST_HEX_BYTES = 8_192;
const BASE64_PICTURE = /^(data:image\/|\/9j\/|iVBORw0KGgo|R0lGOD|UklGR)/;

/** The ways to show a payload, the best first. Hex always works; text, if it is text. */
export function formsOf({ payload, size }: Heard): readonly PayloadForm[] {
  if (size === 0) return [];
  const isWhole = payload.length === size;
  if (isWhole && pictureType(payload) !== null) return ['image', 'hex'];
  const text = textOf(payload, isWhole);
  if (text === null) return ['hex'];
  const forms: PayloadForm[] = ['text', 'hex'];
  if (isWhole && BASE64_PICTURE.test(text) && readFrame(payload, 'base64').ok)
    forms.unshift('image');
  if (isWhole && isJson(text)) forms.unshift('json');
  return forms;
}

/** The text of a payload, null if it is none. A cut one may end within a character. */
export function textOf(payload: Uint8Array, isWhole = true): string | null {
  const whole = decodeUtf8(payload);
  if (whole !== null || isWhole) return whole;
  for (let cut = 1; cut < 4; cut += 1) {
    const text = decodeUtf8(payload.subarray(0, payload.length - cut));
    if (text !== null) return text;
  }
  return null;
}

const isJson = (text: string): boolean => jsonProblem(text) === null;

/** Why a text is no JSON; null if it is. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A payload in lines. `isCut`: there is more than is shown. */
export type PayloadLines = { readonly lines: readonly string[]; readonly isCut: boolean };

/** A payload in the lines that a form shows. */
export function linesOf({ payload, size }: Heard, form: PayloadForm): PayloadLines {
  if (form === 'hex') return hexLines(payload, size);
  const text = textOf(payload, payload.length === size) ?? '';
  const shown = text.slice(0, MOST_CHARACTERS);
  const pretty = form === 'json' ? prettyJson(shown) : shown;
  const all = pretty.split(/\r\n|\r|\n/, MOST_LINES + 1);
  const lines = all
    .slice(0, MOST_LINES)
    .map((line) => (line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)}…` : line));
  const isCut = all.length > MOST_LINES || text.length > MOST_CHARACTERS || payload.length < size;
  return { lines, isCut };
}

/** The first words of a payload, for a line of the tree. */
export function previewOf({ payload, size }: Heard): string {
  if (size === 0) return 'empty';
  const picture = pictureType(payload);
  if (picture !== null) return `${picture.slice('image/'.length).toUpperCase()} picture`;
  const head = payload.subarray(0, 240);
  const text = textOf(head, head.length === size);
  if (text === null) return `${hexOf(payload.subarray(0, 16))}${size > 16 ? ' …' : ''}`;
  return text.replace(/\s+/g, ' ').trim() || 'blank';
}

const STEP = '  ';
/** Indentation ends here: a thousand brackets in one another would be a million blanks. */
const MOST_STEPS = 24;

/**
 * JSON with a line for each member. The values stay as they were written, so that a large number
 * keeps all its digits and a doubled key is seen; what is no JSON comes out somehow, never fails.
 */
export function prettyJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/gs) ?? [];
  const parts: string[] = [];
  let depth = 0;
  const newLine = () => `\n${STEP.repeat(Math.min(Math.max(depth, 0), MOST_STEPS))}`;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as string;
    const next = tokens[i + 1];
    if (token === '{' || token === '[') {
      parts.push(token);
      if (next === '}' || next === ']') {
        parts.push(next);
        i += 1;
      } else {
        depth += 1;
        parts.push(newLine());
      }
    } else if (token === '}' || token === ']') {
      depth -= 1;
      parts.push(newLine(), token);
    } else if (token === ',') parts.push(',', newLine());
    else parts.push(token === ':' ? ': ' : token);
  }
  return parts.join('');
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

const PER_LINE = 8;

function hexLines(payload: Uint8Array, size: number): PayloadLines {
  const lines: string[] = [];
  const end = Math.min(payload.length, MOST_HEX_BYTES);
  for (let at = 0; at < end; at += PER_LINE) {
    const bytes = payload.subarray(at, Math.min(at + PER_LINE, end));
    const readable = Array.from(bytes, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
    ).join('');
    const place = at.toString(16).padStart(4, '0');
    lines.push(`${place}  ${hexOf(bytes).padEnd(PER_LINE * 3 - 1)}  ${readable}`);
  }
  return { lines, isCut: end < size };
}
