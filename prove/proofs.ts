import { crashPoints } from './crash-points.ts';
import { diskBytes } from './disk-bytes.ts';
import { killBroker } from './kill-broker.ts';
import { killRecorder } from './kill-recorder.ts';
import type { Proof } from './proof.ts';

/** Every promise about what is kept has its proof here. */
export const PROOFS: readonly Proof[] = [killBroker, killRecorder, crashPoints, diskBytes];
