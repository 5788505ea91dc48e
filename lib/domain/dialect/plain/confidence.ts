import type { Inference } from '../infer/infer.ts';
import type { Leaf } from './flatten.ts';

/**
 * How sure it is that a value is what it is taken for, 0–1: first how sure the place is, then what
 * the value itself tells. A unit in the payload counts most, a name that says nothing least.
 */
export function confidenceOf(place: number, inference: Inference, { scalar, unit }: Leaf): number {
  const { deviceClass, stateClass, assumedUnit } = inference;
  const isTold = unit !== null || (scalar.type === 'number' && scalar.unit !== null);
  const doubt =
    isTold && deviceClass !== null
      ? 0
      : isTold || (deviceClass !== null && !assumedUnit)
        ? 0.25
        : deviceClass !== null
          ? 0.35
          : scalar.type === 'boolean' || scalar.type === 'word' || scalar.type === 'position'
            ? 0.4
            : stateClass !== null && inference.unit !== null
              ? 0.5
              : 0.7;
  // A certain place leaves little to doubt; elsewhere what is known may make up for it.
  const sure = place >= 0.9 ? place : place + (1 - doubt) * (0.9 - place) - doubt * place * 0.7;
  return Math.round(sure * 100) / 100;
}
