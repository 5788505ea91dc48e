import { expect } from 'vitest';
import { type Finding, holds } from '../../../prove/proof.ts';
import { findingLine } from '../../../prove/table.ts';

/** Expects that all of it held, and prints what was found, with what repeats the choices. */
export function expectHolds(finding: Finding, seed: number): void {
  const line = `seed ${seed}: ${findingLine(finding)}`;
  console.info(line);
  expect(holds(finding), line).toBe(true);
}
