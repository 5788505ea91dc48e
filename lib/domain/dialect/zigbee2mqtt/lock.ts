import type { Value } from '../../entity/entity.ts';
import { type Expose, featureNamed, GETTABLE, keptExpose } from './expose.ts';
import { type Form, mainId, mainName, misfit, type Part, setMessage, state } from './form.ts';
import { isOn, wordFor } from './words.ts';

/** What the bolt really does, in the words of the door lock cluster and of single devices. */
const BOLT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jammed: 'jammed',
    lock: 'locked',
    locked: 'locked',
    locking: 'locking',
    not_fully_locked: 'jammed',
    open: 'open',
    opened: 'open',
    unlatched: 'open',
    unlock: 'unlocked',
    unlocked: 'unlocked',
    unlocking: 'unlocking',
  }),
);

/** A lock: `state` is what it was told, `lock_state` what the bolt does, which counts more. */
export function lockPart(expose: Expose): Part | null {
  if (featureNamed(expose, 'state') === null) return null;
  const features = expose.features.filter(({ name }) => name === 'state' || name === 'lock_state');
  const kept: Expose = { ...expose, features };
  return {
    id: mainId(expose),
    kind: 'lock',
    name: mainName(expose),
    category: expose.category,
    properties: features.map(({ property }) => property),
    gettable: features
      .filter(({ access }) => (access & GETTABLE) !== 0)
      .map(({ property }) => property),
    isSettable: true,
    capabilities: { commands: ['lock', 'unlock'] },
    binding: { form: 'lock', expose: keptExpose(kept) },
  };
}

export function lock(expose: Expose): Form {
  const told = featureNamed(expose, 'state') ?? expose;
  const bolt = featureNamed(expose, 'lock_state');
  const words = {
    valueOn: told.valueOn ?? 'LOCK',
    valueOff: told.valueOff ?? 'UNLOCK',
  };
  return {
    properties: [told.property, ...(bolt === null ? [] : [bolt.property])],
    read(values, before, moment) {
      const seen = bolt === null ? undefined : values[bolt.property];
      const known = typeof seen === 'string' ? BOLT.get(seen.toLowerCase()) : undefined;
      if (known !== undefined) return [state('state', known, moment)];
      const value = values[told.property];
      if (value === undefined) return [];
      // A message without lock_state does not say that the bolt came free.
      const locked = isOn(value, words);
      if (locked === undefined) return [misfit(told.property, value, 'locked or unlocked')];
      const word: Value = locked === null ? null : locked ? 'locked' : 'unlocked';
      if (seen === undefined && before['state'] === 'jammed' && word === 'locked') return [];
      return [state('state', word, moment)];
    },
    encode(entity, { command }) {
      const isLock = command === 'lock';
      return setMessage(
        entity,
        { [told.property]: wordFor(words, isLock) },
        { state: isLock ? 'locked' : 'unlocked' },
      );
    },
  };
}
