import { isObject } from '../safe-json.ts';
import { wordsOf } from './names.ts';

/** Where something is: degrees, metres, metres. */
export type Position = {
  readonly latitude: number;
  readonly longitude: number;
  /** Radius within which it is, metres; null: not told. */
  readonly accuracy: number | null;
  readonly altitude: number | null;
};

const LATITUDE = ['latitude', 'lat'] as const;
const LONGITUDE = ['longitude', 'lon', 'lng', 'long'] as const;
const ACCURACY = ['gps_accuracy', 'accuracy', 'acc', 'horizontal_accuracy', 'hacc'] as const;
const ALTITUDE = ['altitude', 'alt', 'elevation'] as const;
/** What an object of a position has besides; a weather report that tells its place has more. */
const BESIDE =
  /^(?:.*(?:latitude|longitude|accuracy|altitude|elevation|battery|heading|speed|course|bearing|time|date|stamp)|lat|lon|lng|long|h?acc|vac|v?dop|hdop|alt|batt?|vel|cog|tst?|ts|fix|sats?|satellites|num_?sats?|name|id|tid|state|source|source_type|provider|type|geohash|zone|place|address)$/i;
const WORDS = new Set(
  'position location gps coordinates coord coords latlon latlong geo standort ort geolocation'.split(
    ' ',
  ),
);
const PAIR = /^\s*([+-]?\d{1,2}\.\d{2,})\s*[,;]\s*([+-]?\d{1,3}\.\d{2,})\s*$/;

/** Is this the name of a place on the map? */
export const namesPosition = (name: string): boolean => wordsOf(name).some((w) => WORDS.has(w));

/** The position that an object is, with no measurements beside it; null if it is none. */
export function positionOf(value: unknown): Position | null {
  if (!isObject(value)) return null;
  const latitude = numberAt(value, LATITUDE, 90);
  const longitude = numberAt(value, LONGITUDE, 180);
  if (latitude === null || longitude === null) return null;
  return {
    latitude,
    longitude,
    accuracy: numberAt(value, ACCURACY, 1e6),
    altitude: numberAt(value, ALTITUDE, 1e6),
  };
}

/** Is the position all that the object is about? */
export const isOnlyPosition = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(value).every((key) => BESIDE.test(key));

/** `52.5,13.4`; null if the text is no pair of coordinates. */
export function positionOfText(text: string): Position | null {
  const match = PAIR.exec(text);
  if (match === null) return null;
  const [latitude, longitude] = [Number(match[1]), Number(match[2])];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
  return { latitude, longitude, accuracy: null, altitude: null };
}

function numberAt(
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
  limit: number,
): number | null {
  for (const name of names) {
    const value = object[name];
    const isText = typeof value === 'string' && /^\s*[+-]?\d{1,9}(\.\d+)?\s*$/.test(value);
    const number = isText ? Number(value) : value;
    if (typeof number === 'number' && Math.abs(number) <= limit) return number;
  }
  return null;
}
