import { describedDevice } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import { USUAL_WORDS } from './binding.ts';
import { type Evidence, noEvidence } from './guessed.ts';
import { presenceOf, type Station } from './station.ts';
import type { Place } from './wiring.ts';

export const NAME = 'tasmota-guess';
const MAX_DEVICES = 2_000;
/** Of a device whose last will or state has Tasmota's form. */
const CONFIDENCE = 0.9;

/** What is remembered of one device. */
export type Known = {
  station: Station;
  readonly evidence: Evidence;
  /** Everything defined so far by kind and unique id, to be said again when the device's name is known. */
  readonly entities: Map<string, EntityDescription>;
};

export type Memory = { readonly devices: Map<string, Known> };

/** Notes a device; null if there is no room for it. */
export function newDevice({ devices }: Memory, { base, wiring }: Place): Known | null {
  if (devices.size >= MAX_DEVICES) return null;
  const name = base.split('/').findLast((level) => level !== '%' && level !== '') ?? base;
  const known = knownOf(base, wiring, name);
  devices.set(base, known);
  return known;
}

/** A device of which nothing but its topics is known. */
export const knownOf = (base: string, wiring: Place['wiring'], name: string): Known => ({
  station: {
    ...{ id: `tasmota/${base}`, dialect: NAME, wiring, words: USUAL_WORDS, seen: new Set() },
    definedBy: `${wiring.tele}LWT`,
    availability: presenceOf(wiring, false),
    device: describedDevice({
      name,
      manufacturer: 'Tasmota',
      identifiers: [`tasmota:${base}`],
    }),
    confidence: CONFIDENCE,
    inputs: new Set(),
  },
  evidence: noEvidence(),
  entities: new Map(),
});

/** What tells entities apart: kind and unique id. */
export const keyOf = ({ kind, uniqueId }: EntityDescription) => `${kind} ${uniqueId}`;
