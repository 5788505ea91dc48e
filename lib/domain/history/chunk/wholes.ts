import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { bitsOf, choosePredictor } from './choose.ts';
import { beginning, errorsOf, type Predictor, restore, type Standing } from './predict.ts';
import { readPredictor, readStanding, writePredictor, writeStanding } from './predictor-bytes.ts';
import { packResiduals, residualReader, unpackResiduals } from './residuals.ts';
import { type ColumnReader, readerOf, STRETCH } from './stretches.ts';

/** How a column is written that is not foretold (predictor-bytes.ts). */
const RECENT = 4;

/** Columns of at most so many different numbers may be written as places among the recent ones. */
const MOST_RECENT = 64;
const SAMPLE = 256;
/** All of them may share the table that a part needed. */
const SAMPLE_NEW = 8;

/** Writes whole numbers of either sign, |n| ≤ 2^50, as their distance from what was to be expected. */
export function packWholes(out: ByteWriter, numbers: Float64Array): void {
  const unit = commonUnit(numbers);
  const origin = numbers[0] ?? 0;
  const scaled = new Float64Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) scaled[i] = (numbers[i]! - origin) / unit;
  const predictor = choosePredictor(scaled);
  const { errors, standings } = foretold(scaled, predictor);
  const recent = recentIfShorter(scaled, errors);
  if (recent !== null) {
    out.byte(RECENT);
    out.whole(zigzag(origin));
    out.whole(unit);
    out.whole(recent.different.length);
    for (const number of recent.different) out.whole(zigzag(number));
    packResiduals(out, recent.places);
    return;
  }
  writePredictor(out, predictor, origin, unit);
  for (const standing of standings) writeStanding(out, predictor, standing);
  packResiduals(out, errors);
}

/** A reader of what was written; `input` is left behind it. */
export function wholesReader(input: ByteReader, count: number): ColumnReader {
  const layout = input.byte();
  const origin = unzigzag(input.whole());
  const unit = input.whole();
  const read =
    layout === RECENT
      ? readerOf(unpackRecent(input, count))
      : foretoldReader(input, count, readPredictor(input, layout));
  if (unit === 1 && origin === 0) return read;
  return (from, to) => {
    const numbers = read(from, to);
    for (let i = 0; i < numbers.length; i++) numbers[i] = numbers[i]! * unit + origin;
    return numbers;
  };
}

/** The errors of a prediction, and where it stands at the begin of each stretch but the first. */
function foretold(
  numbers: Float64Array,
  by: Predictor,
): { readonly errors: Float64Array; readonly standings: readonly Standing[] } {
  const errors = new Float64Array(numbers.length);
  const standings: Standing[] = [];
  const standing = beginning(by);
  for (let i = 0; i < numbers.length; i += STRETCH) {
    if (i > 0) standings.push({ ...standing });
    errors.set(errorsOf(numbers.subarray(i, i + STRETCH), by, standing), i);
  }
  return { errors, standings };
}

function foretoldReader(input: ByteReader, count: number, by: Predictor): ColumnReader {
  const standings = [beginning(by)];
  for (let i = STRETCH; i < count; i += STRETCH) standings.push(readStanding(input, by));
  const errors = residualReader(input, count);
  return (from, to) => restore(errors(from, to), by, standings[from / STRETCH]!);
}

/** The largest number by which all distances from the first can be divided. */
function commonUnit(numbers: Float64Array): number {
  const origin = numbers[0] ?? 0;
  let unit = 0;
  for (let i = 1; i < numbers.length && unit !== 1; i++) {
    let [a, b] = [Math.abs(numbers[i]! - origin), unit];
    while (b > 0) [a, b] = [b, a % b];
    unit = a;
  }
  return unit === 0 ? 1 : unit;
}

/** The numbers as places, if that makes them shorter than as errors; tried on a part of them first. */
function recentIfShorter(numbers: Float64Array, errors: Float64Array): Recent | null {
  const cost = ({ places, different }: Recent) => bitsOf(places) + 12 * different.length;
  const part = recentPlaces(numbers.subarray(0, SAMPLE));
  if (part === null || cost(part) > bitsOf(errors.subarray(0, SAMPLE)) + 12 * SAMPLE_NEW)
    return null;
  const all = recentPlaces(numbers);
  return all !== null && cost(all) < bitsOf(errors) ? all : null;
}

/** Numbers as places, and the different ones in the order in which they first occur. */
type Recent = { readonly places: Float64Array; readonly different: readonly number[] };

/**
 * Each number's place among the different ones, the latest first: a door that opens and closes is
 * always at place 1. null if there are too many of them.
 */
function recentPlaces(numbers: Float64Array): Recent | null {
  const places = new Float64Array(numbers.length);
  const recent: number[] = [];
  const different: number[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    let place = recent.indexOf(number);
    if (place < 0) {
      if (different.length === MOST_RECENT) return null;
      different.push(number);
      place = recent.push(number) - 1;
    }
    toFront(recent, place);
    // packResiduals takes numbers of either sign: these come out as places again.
    places[i] = unzigzag(place);
  }
  // The first number needs no place: it is the first of the different ones.
  places[0] = places[1] ?? 0;
  return { places, different };
}

function toFront(recent: number[], place: number): void {
  const number = recent[place]!;
  for (let i = place; i > 0; i--) recent[i] = recent[i - 1]!;
  recent[0] = number;
}

function unpackRecent(input: ByteReader, count: number): Float64Array {
  const recent: number[] = [];
  const most = input.amount(MOST_RECENT, 'different numbers');
  for (let i = 0; i < most; i++) recent.push(unzigzag(input.whole()));
  const numbers = unpackResiduals(input, count);
  for (let i = 0; i < count; i++) {
    const place = i === 0 ? 0 : zigzag(numbers[i]!);
    const number = recent[place];
    if (number === undefined) throw new DamagedBytes('a number is at no place');
    toFront(recent, place);
    numbers[i] = number;
  }
  return numbers;
}
