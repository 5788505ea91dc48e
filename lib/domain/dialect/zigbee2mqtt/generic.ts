import type { EntityKind } from '../../entity/entity.ts';
import { type Expose, GETTABLE, isPublished, isSettable, keptExpose, titleOf } from './expose.ts';
import type { Part } from './form.ts';
import { binaryClass, namedCategory } from './named-classes.ts';
import { numericMeaning } from './numeric-classes.ts';

/**
 * The entities of a generic expose (conventions §2.4): one; none if it can be neither read nor
 * set; several if it is a composite whose parts stand in the state themselves.
 */
export function genericParts(expose: Expose): readonly Part[] {
  const { type, property } = expose;
  if (type === 'composite' && property === '') return expose.features.flatMap(genericParts);
  if (property === '' || !(isPublished(expose) || isSettable(expose))) return [];
  switch (type) {
    case 'binary':
      return [isSettable(expose) ? part(expose, 'switch', 'on-off') : binarySensor(expose)];
    case 'numeric':
      return [numeric(expose)];
    case 'enum':
    case 'text':
      if (expose.name === 'action' && !isSettable(expose)) return [event(expose)];
      return [type === 'enum' ? enumerated(expose) : text(expose)];
    case 'composite':
    case 'list':
      return [structured(expose)];
    default:
      return [];
  }
}

/** What all generic entities have in common. */
function part(expose: Expose, kind: EntityKind, form: string, more: Partial<Part> = {}): Part {
  const { name, property, access } = expose;
  const settable = isSettable(expose);
  const category = expose.category ?? namedCategory(name, settable);
  return {
    id: property,
    kind,
    name: titleOf(expose),
    // What cannot be set is no setting, whatever it is filed under.
    category: category === 'config' && !settable ? 'diagnostic' : category,
    properties: isPublished(expose) ? [property] : [],
    gettable: (access & GETTABLE) !== 0 ? [property] : [],
    isSettable: settable,
    binding: { form, expose: keptExpose(expose) },
    ...more,
  };
}

function binarySensor(expose: Expose): Part {
  // Announced as "contact is made", while on is "open" in its class.
  const isMade = expose.name === 'garage_door_contact' && expose.valueOn === true;
  const read = isMade ? { ...expose, valueOn: false, valueOff: true } : expose;
  return part(read, 'binary_sensor', 'on-off', { deviceClass: binaryClass(expose.name) });
}

function numeric(expose: Expose): Part {
  const settable = isSettable(expose);
  const meaning = numericMeaning(expose.name, expose.unit, settable);
  const { min, max, step } = expose;
  const range = {
    ...(min === null ? {} : { min }),
    ...(max === null ? {} : { max }),
    ...(step === null || step <= 0 ? {} : { step }),
  };
  const base = part(expose, settable ? 'number' : 'sensor', 'numeric');
  return {
    ...base,
    ...meaning,
    category: expose.category === null ? meaning.category : (base.category ?? null),
    ...(settable ? { capabilities: range } : {}),
  };
}

function enumerated(expose: Expose): Part {
  const options = expose.values.map(String);
  if (!isSettable(expose)) {
    return part(expose, 'sensor', 'choice', { deviceClass: 'enum', capabilities: { options } });
  }
  if (options.length !== 1) return part(expose, 'select', 'choice', { capabilities: { options } });
  const buttonClass = ['identify', 'restart', 'update'].find((name) => name === expose.name);
  return part(expose, 'button', 'press', {
    deviceClass: buttonClass ?? null,
    category: expose.category ?? (buttonClass === undefined ? null : 'config'),
    properties: [],
  });
}

const text = (expose: Expose): Part => part(expose, isSettable(expose) ? 'text' : 'sensor', 'text');

const event = (expose: Expose): Part =>
  part(expose, 'event', 'action', { capabilities: { eventTypes: expose.values.map(String) } });

const structured = (expose: Expose): Part =>
  part(
    expose,
    'structured',
    'structured',
    isSettable(expose) ? { capabilities: { commands: ['set'] } } : {},
  );
