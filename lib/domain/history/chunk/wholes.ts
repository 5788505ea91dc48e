import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { bitsOf, choosePredictor } from './choose.ts';
import { errorsOf, type Predictor, restoreFrom } from './predict.ts';
import { packResiduals, unpackResiduals } from './residuals.ts';

/** How a column of whole numbers is written. */
const CONSTANT = 0;
const STEP = 1;
const LINE = 2;
const LEVEL = 3;
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
  const errors = errorsOf(scaled, predictor);
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
  packResiduals(out, errors);
}

/** Reads as many whole numbers as were written. */
export function unpackWholes(input: ByteReader, count: number): Float64Array {
  const layout = input.byte();
  const origin = unzigzag(input.whole());
  const unit = input.whole();
  const numbers =
    layout === RECENT
      ? unpackRecent(input, count)
      : unpackPredicted(input, count, readPredictor(input, layout));
  if (unit === 1 && origin === 0) return numbers;
  for (let i = 0; i < count; i++) numbers[i] = numbers[i]! * unit + origin;
  return numbers;
}

const unpackPredicted = (input: ByteReader, count: number, by: Predictor): Float64Array =>
  restoreFrom(unpackResiduals(input, count), by);

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

function writePredictor(out: ByteWriter, by: Predictor, origin: number, unit: number): void {
  out.byte({ constant: CONSTANT, step: STEP, line: LINE, level: LEVEL }[by.kind]);
  out.whole(zigzag(origin));
  out.whole(unit);
  out.whole(zigzag(by.from));
  if (by.kind === 'constant') return;
  if (by.kind === 'level') {
    out.double(by.step);
    out.byte(by.slowness);
    out.whole(by.jump);
  } else out.whole(zigzag(by.step));
}

function readPredictor(input: ByteReader, layout: number): Predictor {
  const from = unzigzag(input.whole());
  if (layout === CONSTANT) return { kind: 'constant', from };
  if (layout === STEP) return { kind: 'step', from, step: unzigzag(input.whole()) };
  if (layout === LINE) return { kind: 'line', from, step: unzigzag(input.whole()) };
  if (layout !== LEVEL) throw new DamagedBytes(`a column is written in the unknown way ${layout}`);
  const step = input.double();
  const slowness = input.byte();
  if (slowness > 10) throw new DamagedBytes('a level is too slow');
  return { kind: 'level', from, step, slowness, jump: input.whole() };
}
