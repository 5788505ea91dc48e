import { type ByteReader, type ByteWriter, DamagedBytes, unzigzag, zigzag } from './bytes.ts';
import { MOST_SLOWNESS, type Predictor, type Standing } from './predict.ts';

const CONSTANT = 0;
const STEP = 1;
const LINE = 2;
const LEVEL = 3;

/** Writes a predictor, and what makes whole numbers of its own. */
export function writePredictor(out: ByteWriter, by: Predictor, origin: number, unit: number): void {
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

export function readPredictor(input: ByteReader, layout: number): Predictor {
  const from = unzigzag(input.whole());
  if (layout === CONSTANT) return { kind: 'constant', from };
  if (layout === STEP) return { kind: 'step', from, step: unzigzag(input.whole()) };
  if (layout === LINE) return { kind: 'line', from, step: unzigzag(input.whole()) };
  if (layout !== LEVEL) throw new DamagedBytes(`a column is written in the unknown way ${layout}`);
  const step = input.double();
  const slowness = input.byte();
  if (slowness > MOST_SLOWNESS) throw new DamagedBytes('a level is too slow');
  return { kind: 'level', from, step, slowness, jump: input.whole() };
}

/** Where a predictor stands at the begin of a stretch. */
export function writeStanding(out: ByteWriter, by: Predictor, standing: Standing): void {
  if (by.kind === 'level') {
    out.double(standing.expected);
    out.byte(standing.settled);
  } else if (by.kind !== 'constant') out.whole(zigzag(standing.expected));
  if (by.kind === 'line') out.whole(zigzag(standing.step));
}

export function readStanding(input: ByteReader, by: Predictor): Standing {
  const { from: expected } = by;
  if (by.kind === 'constant') return { expected, step: 0, settled: 0 };
  const { step } = by;
  if (by.kind === 'level') return { expected: input.double(), step, settled: input.byte() };
  if (by.kind === 'step') return { expected: unzigzag(input.whole()), step, settled: 0 };
  return { expected: unzigzag(input.whole()), step: unzigzag(input.whole()), settled: 0 };
}
