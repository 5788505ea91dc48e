import type { Entity } from './entity.ts';

/** What the homeowner said of a device: nothing yet, "mine", or "not mine". */
export const ADOPTIONS = ['new', 'adopted', 'ignored'] as const;
export type Adoption = (typeof ADOPTIONS)[number];

/** A guess this sure is as good as an announcement: its device is shown without being asked for. */
export const SURE = 0.8;

/** How sure it is that a device is what it is shown as, 0–1: 1 if it said so itself. */
export const confidenceOf = (entities: readonly Pick<Entity, 'confidence'>[]): number =>
  Math.max(0, ...entities.map(({ confidence }) => confidence ?? 1));

/**
 * Does a device stand on the home's screens? What announces itself does so at once; a vague guess
 * waits in the inbox until somebody adopts it; what is ignored never does.
 */
export function isShown(adoption: Adoption, confidence: number): boolean {
  return adoption === 'adopted' || (adoption === 'new' && confidence >= SURE);
}
