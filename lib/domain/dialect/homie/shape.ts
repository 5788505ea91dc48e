import type { Capabilities } from '../../entity/entity.ts';
import type { EntityDescription } from '../dialect.ts';
import { normalUnit, sensorClass } from '../home-assistant/classes.ts';
import { binaryMeaning, binaryWord } from '../infer/binary.ts';
import { infer } from '../infer/infer.ts';
import { fold, wordsOf } from '../infer/names.ts';
import { knownUnit } from '../infer/units.ts';
import {
  ANY_RANGE,
  type Form,
  modelsOf,
  onOffOf,
  optionsOf,
  type Property,
  rangeOf,
} from './property.ts';

/** What becomes of a property: the kind of entity, and how its payloads are read. */
export type Shape = {
  readonly form: Form;
  readonly parts: Pick<EntityDescription, 'kind'> & Partial<EntityDescription>;
};

/** Names that tell what it is: of the property (name and id) and of its node. */
export type Names = { readonly own: readonly string[]; readonly node: string };

/**
 * The kind of a property. Homie knows no device classes: they are inferred from unit and names
 * (conventions §4). What may be set is a control; what is not retained is an event, if it is set by
 * nobody, or a button, if it has but one thing to do.
 */
export function shapeOf(property: Property, names: Names): Shape {
  switch (property.datatype) {
    case 'integer':
    case 'float':
    case 'percent':
      return numeric(property, names, property.datatype === 'integer');
    case 'boolean':
      return boolean(property, names);
    case 'enum':
      return choice(property);
    case 'color':
      return color(property);
    case 'json':
      return json(property);
    case 'datetime':
      return text(property, property.isSettable ? {} : { deviceClass: 'timestamp' });
    case null:
      return untold(property, names);
    case 'string':
      if (property.format === 'json') return json(property);
      // Valetudo's maps: `json, but deflated`.
      return text(property, PACKED.test(property.format) ? { enabled: false } : {});
    default:
      return text(property, {});
  }
}

const PACKED = /deflated|base64|binary/i;

const isEvent = ({ isRetained, isSettable }: Property) => !isRetained && !isSettable;
const isImpulse = ({ isRetained, isSettable }: Property) => !isRetained && isSettable;

function numeric(property: Property, names: Names, isInteger: boolean): Shape {
  const range = rangeOf(property.format);
  const form: Form = { type: 'number', isInteger, range };
  const unit = unitOf(property.unit) ?? (property.datatype === 'percent' ? '%' : null);
  // A measurement that is not kept is a measurement; a bare number that is not kept is an event.
  if (isEvent(property) && unit === null) return { form, parts: { kind: 'event' } };
  if (property.isSettable) {
    const deviceClass = unit === null ? null : measured(names, unit).deviceClass;
    return {
      form,
      parts: { kind: 'number', unit, deviceClass, capabilities: limits(range, isInteger, unit) },
    };
  }
  return { form, parts: { kind: 'sensor', ...measured(names, unit) } };
}

/** Class, state class and unit of a measurement; a unit that nobody told is what is usual. */
function measured(
  { own, node }: Names,
  told: string | null,
): Pick<EntityDescription, 'deviceClass' | 'stateClass' | 'unit' | 'category'> {
  // Any value would do that is plausible for what has a usual unit.
  const inference = infer(own, node, { type: 'number', value: 20, unit: null }, told);
  if (inference?.as !== 'number')
    return { deviceClass: null, stateClass: 'measurement', unit: told, category: null };
  const { stateClass, category } = inference;
  const unit = told ?? inference.unit;
  return { deviceClass: sensorClass(inference.deviceClass, unit), stateClass, unit, category };
}

function limits(
  { min, max, step }: typeof ANY_RANGE,
  isInteger: boolean,
  unit: string | null,
): Capabilities {
  const isPercent = unit === '%' && min === null && max === null;
  const [least, most] = isPercent ? [0, 100] : [min, max];
  const width = step ?? (isInteger ? 1 : null);
  return {
    ...(least === null ? {} : { min: least }),
    ...(most === null ? {} : { max: most }),
    ...(width === null ? {} : { step: width }),
  };
}

function boolean(property: Property, { own, node }: Names): Shape {
  const form = { type: 'boolean', on: 'true', off: 'false', isInverted: false } as const;
  if (isImpulse(property)) return { form, parts: { kind: 'button' } };
  const labels = property.format.split(',').map((label) => label.trim());
  if (isEvent(property))
    return { form, parts: { kind: 'event', capabilities: { eventTypes: labelled(labels) } } };
  if (property.isSettable) return { form, parts: { kind: 'switch' } };
  const words = own.flatMap(wordsOf);
  const [off, on] = labels.length === 2 ? labels.map((label) => binaryWord(fold(label))) : [];
  const meaning = binaryMeaning(words) ?? binaryMeaning(wordsOf(node));
  const deviceClass = meaning?.deviceClass ?? on?.deviceClass ?? null;
  // `open,closed`: true is "closed", but a door that is on is open.
  const isInverted = on?.strong === true && off?.strong === true && !on.value && off.value;
  return { form: { ...form, isInverted }, parts: { kind: 'binary_sensor', deviceClass } };
}

/** Labels of false and true, in this order. */
const labelled = (labels: readonly string[]): readonly string[] =>
  labels.length === 2 && labels.every((label) => label !== '') ? labels : ['false', 'true'];

function choice(property: Property): Shape {
  const options = optionsOf(property);
  const form: Form = { type: 'enum', options };
  if (options.length === 0) return text(property, {});
  if (isEvent(property))
    return { form, parts: { kind: 'event', capabilities: { eventTypes: options } } };
  if (!property.isSettable)
    return { form, parts: { kind: 'sensor', deviceClass: 'enum', capabilities: { options } } };
  if (options.length === 1 && isImpulse(property)) return { form, parts: { kind: 'button' } };
  const words = onOffOf(options);
  return words === null
    ? { form, parts: { kind: 'select', capabilities: { options } } }
    : {
        form: { type: 'boolean', ...words, isInverted: false },
        parts: { kind: 'switch', capabilities: { options } },
      };
}

function color(property: Property): Shape {
  const commands = property.isSettable ? {} : { capabilities: { commands: [] } };
  return {
    form: { type: 'color', models: modelsOf(property.format) },
    parts: { kind: 'color', ...commands },
  };
}

/** The format of a JSON property is its schema. */
function json(property: Property): Shape {
  const form: Form = { type: 'json' };
  if (isEvent(property)) return { form, parts: { kind: 'event' } };
  const kind = /"type"\s*:\s*"array"/.test(property.format.slice(0, 200)) ? 'structured' : 'sensor';
  const commands = property.isSettable ? { capabilities: { commands: ['set'] } } : {};
  return { form, parts: { kind, ...commands } };
}

function text(property: Property, more: Partial<EntityDescription>): Shape {
  const form: Form = { type: 'text' };
  if (isEvent(property)) return { form, parts: { kind: 'event' } };
  return { form, parts: { kind: property.isSettable ? 'text' : 'sensor', ...more } };
}

/** Before version 4 a property need not tell its datatype: its format and unit may. */
function untold(property: Property, names: Names): Shape {
  const unit = unitOf(property.unit);
  const isNumber = unit !== null || rangeOf(property.format) !== ANY_RANGE;
  if (isNumber) return numeric(property, names, false);
  if (property.format.includes(',')) return choice(property);
  if (property.isSettable || !property.isRetained) return text(property, {});
  return { form: { type: 'any' }, parts: { kind: 'sensor' } };
}

/** The unit as it is shown; `#` counts things and is none. */
function unitOf(told: string): string | null {
  const unit = told.trim();
  if (unit === '' || unit === '#') return null;
  return knownUnit(unit) ?? knownUnit(unit.replace(/\s+/g, '')) ?? normalUnit(unit);
}
