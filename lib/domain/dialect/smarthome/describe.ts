import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import { infer } from '../infer/infer.ts';
import { fold } from '../infer/names.ts';
import type { Scalar } from '../infer/scalar.ts';
import { isPress, measured, settable } from './homematic.ts';
import type { As } from './item.ts';

/** Where a value travels and under which names. */
export type Spot = {
  readonly dialect: string;
  readonly topic: string;
  readonly uniqueId: string;
  readonly name: string;
  /** Last level; the level of the device. */
  readonly level: string;
  readonly context: string;
  /** Where values may be sent; null: nowhere that is known. */
  readonly setTopic: string | null;
  /** Somebody has sent a value there. */
  readonly isWritten: boolean;
  readonly availabilityTopic: string | null;
  readonly confidence: number;
};

/** Things that are switched, in names (folded): a boolean under such a name is no mere report. */
const SWITCHED =
  /(^|[^a-z])(light|lights|lamp|lampe|licht|leuchte|switch|relay|relais|steckdose|outlet|socket|plug)([^a-z]|$)|(licht|lampe|leuchte|steckdose)$/;
/** Datapoints that are the thing itself, and no further report of it. */
const ITSELF = new Set(['state', 'on', 'switch', 'status', 'power', 'value']);

/** The entity of a value; null while nothing can be said of it. */
export function describeItem(spot: Spot, scalar: Scalar): EntityDescription | null {
  const { level, context, setTopic } = spot;
  if (isPress(level)) {
    return entity(spot, 'event', { kind: 'event', capabilities: { eventTypes: [level] } });
  }
  const limits = settable(level);
  if (limits !== null && setTopic !== null && scalar.type === 'number') {
    return entity(spot, 'number', { kind: 'number', ...limits }, true);
  }
  const inference = infer([level], context, scalar, null);
  if (inference === null || inference.as === 'position') return null;
  const { as, assumedUnit: _, ...parts } = inference;
  const known = { ...parts, ...measured(level) };
  if (as === 'boolean') {
    if (setTopic !== null && (spot.isWritten || isSwitched(spot)))
      return entity(spot, as, { kind: 'switch' }, true, wordsOf(scalar));
    return entity(spot, as, { ...known, kind: 'binary_sensor' }, false);
  }
  // What measures nothing that is known may be anything, and everything here has a way to be set.
  const isOpen = known.deviceClass === null && known.unit === null && known.category === null;
  const isSet = setTopic !== null && (isOpen || spot.isWritten);
  const commands = isSet ? { capabilities: { commands: ['set'] } } : {};
  return entity(spot, as, { ...known, kind: 'sensor', ...commands }, isSet);
}

/** `Licht Flur`, or `STATE` of `Licht Flur`. */
function isSwitched({ level, context }: Spot): boolean {
  const own = fold(level);
  return SWITCHED.test(own) || (ITSELF.has(own) && SWITCHED.test(fold(context)));
}

/** On and off as the device itself says them. */
function wordsOf(scalar: Scalar): { readonly on: string; readonly off: string } {
  if (scalar.type === 'number') return { on: '1', off: '0' };
  const text = scalar.type === 'word' ? scalar.text : '';
  const [on, off] = /^o(n|ff)$/i.test(text) ? ['on', 'off'] : ['true', 'false'];
  return text !== '' && text === text.toUpperCase()
    ? { on: on.toUpperCase(), off: off.toUpperCase() }
    : { on, off };
}

function entity(
  { dialect, topic, uniqueId, name, setTopic, availabilityTopic, confidence }: Spot,
  as: As | 'event',
  parts: Pick<EntityDescription, 'kind'> & Partial<EntityDescription>,
  isSet = false,
  words: Readonly<Record<string, string>> = {},
): EntityDescription {
  return describedEntity({
    uniqueId,
    name,
    ...parts,
    confidence,
    source: {
      dialect,
      definedBy: topic,
      stateTopics: [topic],
      commandTopics: isSet && setTopic !== null ? [setTopic] : [],
      availability:
        availabilityTopic === null
          ? null
          : { mode: 'latest', topics: [availabilityTopic], untilHeard: true },
      binding: { as, words },
    },
  });
}
