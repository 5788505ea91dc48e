import { z } from 'zod';

/** Parsers of the values that travel in paths, queries and bodies. */

/** A whole number in a query. */
export const wholeNumber = (min: number, max: number, description: string) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({
      description,
      override: { type: 'integer', pattern: undefined, minimum: min, maximum: max },
    });

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * An RFC 3339 time, given to the handler as epoch ms. A `+` of an offset that nobody encoded arrives
 * as a space and is taken for what it was.
 */
export const time = (description: string) =>
  z
    .string()
    .max(40)
    .transform((text, context) => {
      const at = parseTime(text);
      if (at !== null) return at;
      context.addIssue('must be an RFC 3339 time like 2026-01-31T18:00:00Z');
      return z.NEVER;
    })
    .meta({ description, override: { type: 'string', format: 'date-time', maxLength: undefined } });

/** Times that RFC 3339 can tell in UTC, with a day to spare for ranges that begin before one. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
const DAY_MS = 86_400_000;

/** Epoch ms of an RFC 3339 text; null if it is none or names a day that does not exist. */
export function parseTime(text: string): number | null {
  const written = text.replace(/ (?=\d\d:\d\d$)/, '+');
  const match = RFC3339.exec(written);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const at = match[6] === '60' ? leapSecond(written) : Date.parse(written.toUpperCase());
  // Written with an offset, a time can be in the year 10000 or before the year 1.
  return at >= EARLIEST && at <= LATEST ? at : null;
}

/**
 * Epoch time has no leap second: it counts as the second after it. NaN if it is not the last of a day in UTC,
 * where alone there are any [RFC 3339, 5.7].
 */
function leapSecond(written: string): number {
  const at = Date.parse(written.toUpperCase().replace(/:60(?=\D)/, ':59')) + 1000;
  return at - Math.floor(at / DAY_MS) * DAY_MS < 1000 ? at : Number.NaN;
}

/** Epoch ms as RFC 3339 in UTC. */
export const formatTime = (at: number): string => new Date(at).toISOString();

const twoDigits = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'));
const threeDigits = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0'));
const MINUTE_MS = 60_000;

/** `formatTime` for thousands of whole times, of which neighbours often lie in one minute. */
export function timesFormatter(): (at: number) => string {
  let minute = Number.NaN;
  let begin = '';
  return (at) => {
    const own = Math.floor(at / MINUTE_MS);
    if (own !== minute) {
      minute = own;
      begin = formatTime(own * MINUTE_MS).slice(0, -'00.000Z'.length);
    }
    const ms = at - own * MINUTE_MS;
    return `${begin}${twoDigits[Math.floor(ms / 1000)]}.${threeDigits[ms % 1000]}Z`;
  };
}

/** A time in an answer. */
export const timeOut = (description: string) =>
  z.string().meta({ description, format: 'date-time' });

/** Control characters, which terminals obey, and halves of surrogate pairs, which are no text. */
const UNFIT = /[\p{Control}\p{Surrogate}]/u;
const isFit = (value: string): boolean => !UNFIT.test(value);

/** Text without control characters, for names and ids. */
export const text = (max: number) =>
  z.string().max(max).refine(isFit, 'must not contain control characters');

/** A name that a person gives: not empty, trimmed. */
export const givenName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isFit, 'must not contain control characters');

export const limit = (most: number, fallback: number) =>
  wholeNumber(1, most, `At most this many (${fallback} if absent)`).optional();

export const cursor = text(2048)
  .min(1)
  .optional()
  .meta({ description: '`nextCursor` of the answer before' });

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` for what follows; null: this is the end' });

/** A value of a property, as in the domain. */
export const value = z
  .union([z.number(), z.boolean(), z.string(), z.null(), z.array(z.number()), z.array(z.string())])
  .meta({
    id: 'Value',
    description: 'A number, on/off, a text, a colour as a list, a list of texts, or unknown',
  });
