/** Texts that are written for each of millions of readings, as bytes and without a string in between. */

const ZERO = 48;
const DOT = 46;
const MINUS = 45;
const DAY_MS = 86_400_000;
/** Numbers with more digits than this are left to the language. */
const MOST = 1e15;
const HALF = 1e7;
const POWERS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6] as const;

/** The longest that `number` writes: -1.2345678901234567e-308 and some. */
export const NUMBER_LENGTH = 26;
/** The longest that `time` writes: with a year of six digits and its sign. */
export const TIME_LENGTH = 27;

/** Writes into one buffer; remembers what one reading has in common with the one before. */
export type Digits = {
  /** Writes the shortest text that reads back as `value`, at `at`; gives the place after it. */
  number(out: Uint8Array, at: number, value: number): number;
  /** Writes epoch ms as RFC 3339 in UTC with milliseconds. */
  time(out: Uint8Array, at: number, ms: number): number;
};

export function digits(): Digits {
  /** How many decimals the last number had: a sensor has a step. */
  let decimals = 0;
  let day = Number.NaN;
  const date = new Uint8Array(16);
  let dateLength = 0;

  function number(out: Uint8Array, at: number, value: number): number {
    if (value === 0) return zero(out, at, value);
    for (let tried = decimals; tried < POWERS.length; tried++) {
      const power = POWERS[tried]!;
      const scaled = Math.round(value * power);
      if (scaled >= MOST || scaled <= -MOST) break;
      // A quotient of whole numbers below 2^53 is rounded once, as its decimal text is when it is read.
      if (scaled / power !== value || scaled === 0) continue;
      decimals = tried;
      return fixed(out, at, scaled, tried);
    }
    return ascii(out, at, String(value));
  }

  function time(out: Uint8Array, at: number, ms: number): number {
    const of = Math.floor(ms / DAY_MS);
    if (of !== day) {
      // "2026-01-31T", or "+012345-01-31T"
      const text = new Date(of * DAY_MS).toISOString().slice(0, -13);
      dateLength = ascii(date, 0, text);
      day = of;
    }
    for (let i = 0; i < dateLength; i++) out[at + i] = date[i]!;
    let next = at + dateLength;
    const rest = ms - of * DAY_MS;
    const seconds = (rest / 1_000) | 0;
    const minutes = (seconds / 60) | 0;
    next = pair(out, next, (minutes / 60) | 0, 58);
    next = pair(out, next, minutes % 60, 58);
    next = pair(out, next, seconds % 60, DOT);
    const thousandths = rest - seconds * 1_000;
    out[next] = ZERO + ((thousandths / 100) | 0);
    out[next + 1] = ZERO + (((thousandths / 10) | 0) % 10);
    out[next + 2] = ZERO + (thousandths % 10);
    out[next + 3] = 90; // Z
    return next + 4;
  }

  return { number, time };
}

function zero(out: Uint8Array, at: number, value: number): number {
  let next = at;
  if (Object.is(value, -0)) out[next++] = MINUS;
  out[next++] = ZERO;
  return next;
}

function pair(out: Uint8Array, at: number, value: number, after: number): number {
  out[at] = ZERO + ((value / 10) | 0);
  out[at + 1] = ZERO + (value % 10);
  out[at + 2] = after;
  return at + 3;
}

/** A whole number of 10^-decimals, without trailing zeros behind the point. */
function fixed(out: Uint8Array, at: number, scaled: number, decimals: number): number {
  let next = at;
  let whole = scaled;
  if (whole < 0) {
    out[next++] = MINUS;
    whole = -whole;
  }
  const power = POWERS[decimals]!;
  const before = Math.floor(whole / power);
  let behind = whole - before * power;
  next = count(out, next, before);
  if (behind === 0) return next;
  out[next++] = DOT;
  let length = decimals;
  while (behind % 10 === 0) {
    behind = (behind / 10) | 0;
    length--;
  }
  for (let i = length - 1; i >= 0; i--) {
    out[next + i] = ZERO + (behind % 10);
    behind = (behind / 10) | 0;
  }
  return next + length;
}

/** A whole number from 0 to below 10^15, in two parts that fit in small integers. */
function count(out: Uint8Array, at: number, value: number): number {
  if (value < HALF) return small(out, at, value, 1);
  const high = Math.floor(value / HALF);
  const next = high < HALF ? small(out, at, high, 1) : count(out, at, high);
  return small(out, next, value - high * HALF, 7);
}

function small(out: Uint8Array, at: number, value: number, least: number): number {
  let length = least;
  for (let bound = 10 ** least; value >= bound; bound *= 10) length++;
  let rest = value | 0;
  for (let i = length - 1; i >= 0; i--) {
    out[at + i] = ZERO + (rest % 10);
    rest = (rest / 10) | 0;
  }
  return at + length;
}

function ascii(out: Uint8Array, at: number, text: string): number {
  for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  return at + text.length;
}
