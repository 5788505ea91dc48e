import type { Expose } from './expose.ts';
import { featureNamed, GETTABLE, isSettable, keptExpose } from './expose.ts';
import { mainId, mainName, type Part } from './form.ts';

export const MOVEMENT = ['motor_state', 'moving', 'running'] as const;

const FEATURES: readonly string[] = ['state', 'position', 'tilt', ...MOVEMENT];

/**
 * A cover. `movement` is a property beside it that tells how its motor turns; it counts where the
 * cover does not know its position, and is a sensor of its own anyway.
 */
export function coverPart(expose: Expose, movement: Expose | null): Part | null {
  const own = expose.features.filter(({ name }) => FEATURES.includes(name));
  const [position, tilt] = [featureNamed(expose, 'position'), featureNamed(expose, 'tilt')];
  const told = featureNamed(expose, 'state');
  if (told === null && position === null && tilt === null) return null;
  const isMovementOwn = own.some(({ name }) => (MOVEMENT as readonly string[]).includes(name));
  const added = movement !== null && position === null && !isMovementOwn ? [movement] : [];
  const kept: Expose = { ...expose, features: [...own, ...added] };
  const canMove = told !== null || position !== null;
  const canStop = told !== null && (told.type === 'binary' || stopWord(told) !== null);
  const canTilt = tilt !== null && isSettable(tilt);
  return {
    id: mainId(kept),
    kind: 'cover',
    name: mainName(kept),
    properties: kept.features.map(({ property }) => property),
    gettable: own.filter(({ access }) => (access & GETTABLE) !== 0).map(({ property }) => property),
    isSettable: true,
    capabilities: {
      commands: [
        ...(canMove ? ['open', 'close', 'toggle'] : []),
        ...(canStop ? ['stop'] : []),
        ...(position !== null && isSettable(position) ? ['set_position'] : []),
        ...(canTilt ? ['open_tilt', 'close_tilt', 'set_tilt'] : []),
        ...(canTilt && canStop ? ['stop_tilt'] : []),
      ],
    },
    // Without a position there is only what it was last told.
    optimistic: position === null && tilt === null && told !== null && (told.access & 5) === 0,
    binding: { form: 'cover', expose: keptExpose(kept) },
  };
}

/** The word of a state for stopping; null: it cannot be stopped. */
export function stopWord(told: Expose): string | null {
  // Before versions listed the words, every cover took these three.
  if (told.values.length === 0) return 'STOP';
  return wordLike(told, /^(stop|pause)/i);
}

/** The announced word that looks like this; null: there is none. */
export function wordLike({ values }: Expose, form: RegExp): string | null {
  return values.map(String).find((word) => form.test(word)) ?? null;
}
