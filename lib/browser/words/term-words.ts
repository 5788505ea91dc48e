import { readable } from './words.ts';

/** The vocabulary's own terms (docs/entities.md) in the words of a home, by property. */
const TERMS = {
  cover: {
    open: 'Open',
    opening: 'Opening',
    closed: 'Closed',
    closing: 'Closing',
    stopped: 'Stopped',
  },
  lock: {
    locked: 'Locked',
    unlocked: 'Unlocked',
    locking: 'Locking',
    unlocking: 'Unlocking',
    jammed: 'Jammed',
    open: 'Open',
    opening: 'Opening',
  },
  alarm: {
    disarmed: 'Disarmed',
    armed_home: 'Armed · home',
    armed_away: 'Armed · away',
    armed_night: 'Armed · night',
    armed_vacation: 'Armed · vacation',
    armed_custom_bypass: 'Armed · custom',
    pending: 'Pending: disarm now',
    arming: 'Arming',
    disarming: 'Disarming',
    triggered: 'Triggered',
  },
  mode: {
    off: 'Off',
    heat: 'Heat',
    cool: 'Cool',
    heat_cool: 'Heat/cool',
    auto: 'Auto',
    dry: 'Dry',
    fan_only: 'Fan',
  },
  action: {
    off: 'Off',
    heating: 'Heating',
    cooling: 'Cooling',
    idle: 'Idle',
    drying: 'Drying',
    fan: 'Fan',
    preheating: 'Preheating',
    defrosting: 'Defrosting',
    humidifying: 'Humidifying',
  },
  vacuum: {
    cleaning: 'Cleaning',
    docked: 'Docked',
    paused: 'Paused',
    idle: 'Idle',
    returning: 'Returning',
    error: 'Error',
  },
  mower: {
    mowing: 'Mowing',
    paused: 'Paused',
    docked: 'Docked',
    returning: 'Returning',
    error: 'Error',
  },
  place: { home: 'Home', not_home: 'Away' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;

export type TermSet = keyof typeof TERMS;

/** A term in words; one that is not in the vocabulary is told as the device says it. */
export function termWords(set: TermSet, term: string): string {
  const words: Readonly<Record<string, string>> = TERMS[set];
  return (Object.hasOwn(words, term) ? words[term] : undefined) ?? (readable(term) || '—');
}
