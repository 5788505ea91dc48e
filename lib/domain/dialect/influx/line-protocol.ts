/** One point: a measurement, what it is about, its values, and when (epoch ms; null: now). */
export type Point = {
  readonly measurement: string;
  readonly tags: readonly (readonly [string, string])[];
  readonly fields: readonly (readonly [string, number | boolean | string])[];
  readonly at: number | null;
};

const MAX_LINES = 1_000;
const MAX_PARTS = 200;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const INTEGER = /^([+-]?\d{1,19})[iu]$/;
/** Up to the first quote that is not escaped, and nothing behind it. */
const TEXT = /^"[^"\\]*(?:\\.[^"\\]*)*"$/s;
const WORDS: Readonly<Record<string, boolean>> = {
  ...{ t: true, T: true, true: true, True: true, TRUE: true },
  ...{ f: false, F: false, false: false, False: false, FALSE: false },
};

/**
 * The points of a text in InfluxDB's line protocol; null if any line of it is none, for then the
 * text is something else. Lines that are empty or begin with `#` are passed over.
 */
export function parseLines(text: string): readonly Point[] | null {
  const points: Point[] = [];
  let at = 0;
  while (at < text.length) {
    const lineBreak = endOfLine(text, at);
    const line = text.slice(at, lineBreak).trim();
    at = lineBreak + 1;
    if (line === '' || line.startsWith('#')) continue;
    if (points.length >= MAX_LINES) return null;
    const point = parseLine(line);
    if (point === null) return null;
    points.push(point);
  }
  return points.length > 0 ? points : null;
}

/** A line break inside a quoted text is part of the text. */
function endOfLine(text: string, start: number): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '"') quoted = !quoted;
    else if (char === '\n' && !quoted) return at;
  }
  // An odd quote: the lines are what they look like.
  const plain = quoted ? text.indexOf('\n', start) : -1;
  return plain < 0 ? text.length : plain;
}

/**
 * `measurement[,tag=value…] field=value[,field=value…] [timestamp]`
 * @param when epoch ms of a timestamp; by its size if absent
 */
export function parseLine(line: string, when: (stamp: string) => number = epochMs): Point | null {
  const endOfKey = find(line, 0, ' ', false);
  if (endOfKey <= 0) return null;
  const endOfFields = find(line, endOfKey + 1, ' ', true);
  const key = split(line.slice(0, endOfKey), ',', false);
  const fields = split(line.slice(endOfKey + 1, endOfFields), ',', true);
  const stamp = line.slice(endOfFields).trim();
  const [measurement = '', ...tagTexts] = key;
  if (measurement === '' || find(measurement, 0, '=', false) < measurement.length) return null;
  if (key.length > MAX_PARTS || fields.length > MAX_PARTS) return null;
  if (stamp !== '' && !/^-?\d{1,19}$/.test(stamp)) return null;
  const tags: [string, string][] = [];
  for (const text of tagTexts) {
    const pair = pairOf(text);
    if (pair === null || pair[1] === '') return null;
    tags.push([pair[0], unescaped(pair[1])]);
  }
  const values: [string, number | boolean | string][] = [];
  for (const text of fields) {
    const pair = pairOf(text);
    const value = pair === null ? null : fieldValue(pair[1]);
    if (pair === null || value === null) return null;
    values.push([pair[0], value]);
  }
  const at = stamp === '' ? null : when(stamp);
  return { measurement: unescaped(measurement), tags, fields: values, at };
}

/** Whether a line breaks off in a quoted text among its fields, which may go on in the next line. */
export function endsInText(line: string): boolean {
  let quoted = false;
  for (let at = find(line, 0, ' ', false); at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === '"') quoted = !quoted;
  }
  return quoted;
}

/** Name and value at the first `=` that is not escaped; null if there is none, or no name. */
function pairOf(text: string): readonly [string, string] | null {
  const at = find(text, 0, '=', false);
  return at <= 0 || at >= text.length ? null : [unescaped(text.slice(0, at)), text.slice(at + 1)];
}

function fieldValue(text: string): number | boolean | string | null {
  if (FLOAT.test(text)) return finite(Number(text));
  const integer = INTEGER.exec(text);
  if (integer !== null) return finite(Number(integer[1]));
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? null;
  if (!TEXT.test(text)) return null;
  return text.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Nanoseconds, unless the number of digits says microseconds, milliseconds or seconds. */
function epochMs(stamp: string): number {
  const digits = stamp.replace('-', '').length;
  const value = Number(stamp);
  if (digits <= 11) return value * 1000;
  if (digits <= 14) return value;
  return Math.round(digits <= 17 ? value / 1000 : value / 1_000_000);
}

/** The place of a character that is neither escaped nor quoted; the end if there is none. */
function find(text: string, start: number, wanted: string, mayQuote: boolean): number {
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (mayQuote && char === '"') quoted = !quoted;
    else if (char === wanted && !quoted) return at;
  }
  return text.length;
}

function split(text: string, separator: string, mayQuote: boolean): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (start <= text.length && parts.length <= MAX_PARTS) {
    const end = find(text, start, separator, mayQuote);
    parts.push(text.slice(start, end));
    start = end + 1;
  }
  return parts;
}

/** A backslash before a comma, a blank or an equals sign only keeps it from meaning anything. */
const unescaped = (text: string): string => text.replace(/\\([,= ])/g, '$1');
