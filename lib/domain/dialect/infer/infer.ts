import type { EntityKind } from '../../entity/entity.ts';
import { binaryMeaning } from './binary.ts';
import { matchName, nameTable } from './match-name.ts';
import { wordsOf } from './names.ts';
import { BY_UNIT, ENERGY, PLAIN_NUMBER, QUANTITIES } from './quantities.ts';
import type { Quantity } from './quantity.ts';
import { isRoom } from './rooms.ts';
import type { Scalar } from './scalar.ts';
import { unitSuffix } from './units.ts';

/** What the home takes a plain value for. */
export type Inference = {
  readonly kind: Extract<EntityKind, 'sensor' | 'binary_sensor' | 'device_tracker'>;
  /** How later payloads are read. */
  readonly as: 'number' | 'boolean' | 'text' | 'position';
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  /** True if neither payload nor name told the unit: it is what the quantity usually has. */
  readonly assumedUnit: boolean;
  readonly category: 'diagnostic' | null;
};

const TABLE = nameTable(QUANTITIES);
const VOLTAGE = BY_UNIT.get('V') ?? PLAIN_NUMBER;
/** Words that are as often something else than the unit they may be: a phase, minimum, "plugged in". */
const EITHER = new Set(['in', 'min', 'ms', 's', 'm', 'h', 'd', 'a', 'b', 'c', 'g', 'k', 'l']);
/** What comes in and goes out, and is not counted in inches: `err_in`, `bytes_in`. */
const COMING_IN = new Set(
  'e err errors drop bytes packets octets traffic messages msgs'.split(' '),
);
/** Quantities of which `a`, `b` and `c` are the phases. */
const OF_PHASES = new Set([
  'power',
  'apparent_power',
  'reactive_power',
  'power_factor',
  'voltage',
  'current',
  'energy',
  'frequency',
]);
/** Names that say nothing: then the level before may tell. */
const NAMELESS = new Set([
  'value',
  'val',
  'state',
  'status',
  'reading',
  'wert',
  'valor',
  'valeur',
  'zustand',
  'measurement',
]);
/** Levels that say whose speed, direction or rate is told below. */
const WEATHER = new Set(['wind', 'rain', 'regen', 'vent', 'viento', 'vento', 'pluie']);
const ISO_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What a value means, from its own form, a told unit and the names it goes under (the topic's last
 * level and the JSON path, outermost first; `context` is the level before). null: nothing can be
 * said yet.
 */
export function infer(
  names: readonly string[],
  context: string | null,
  scalar: Scalar,
  toldUnit: string | null,
): Inference | null {
  const own = names.flatMap(wordsOf);
  const before = context === null ? [] : wordsOf(context);
  // `wind/speed` is the wind's.
  const words = before.length === 1 && WEATHER.has(before[0] ?? '') ? [...before, ...own] : own;
  // `temperature/kitchen`: a room says where, and not what.
  const isWhere = names.length === 1 && isRoom(names[0] ?? '');
  const isNameless = isWhere || own.every((word) => NAMELESS.has(word));
  const around = isNameless ? before : [];
  switch (scalar.type) {
    case 'number': {
      const hasUnit = toldUnit !== null || scalar.unit !== null;
      const meaning = hasUnit ? null : (binaryMeaning(words) ?? binaryMeaning(around));
      const isDigit = scalar.value === 0 || scalar.value === 1;
      if (meaning?.digits && isDigit && suffixOf(words) === null) {
        return binary(meaning.deviceClass);
      }
      return numeric(words, around, scalar.value, toldUnit ?? scalar.unit);
    }
    case 'boolean':
      return binary((binaryMeaning(words) ?? binaryMeaning(around))?.deviceClass ?? null);
    case 'word': {
      const meaning = binaryMeaning(words) ?? binaryMeaning(around);
      const { word } = scalar;
      const isBattery =
        word.deviceClass === 'battery' && matchName(TABLE, words)?.deviceClass === 'battery';
      if (!word.strong && meaning === null && !isBattery) return text(scalar.text);
      return binary(meaning?.deviceClass ?? word.deviceClass);
    }
    case 'text':
      return text(scalar.text);
    case 'position':
      return { ...text(''), kind: 'device_tracker', as: 'position' };
    default:
      return null;
  }
}

/** Does the name tell what its value is? */
export function namesQuantity(name: string): boolean {
  const words = wordsOf(name);
  return matchName(TABLE, words) !== null || binaryMeaning(words) !== null;
}

function binary(deviceClass: string | null): Inference {
  return {
    kind: 'binary_sensor',
    as: 'boolean',
    deviceClass,
    stateClass: null,
    unit: null,
    assumedUnit: false,
    category: deviceClass === 'connectivity' ? 'diagnostic' : null,
  };
}

function text(value: string): Inference {
  const deviceClass = ISO_TIME.test(value) ? 'timestamp' : ISO_DATE.test(value) ? 'date' : null;
  return {
    kind: 'sensor',
    as: 'text',
    deviceClass,
    stateClass: null,
    unit: null,
    assumedUnit: false,
    category: null,
  };
}

/** Order of belief: a told unit, the unit at the end of the name, the name, the level before. */
function numeric(
  words: readonly string[],
  around: readonly string[],
  value: number,
  toldUnit: string | null,
): Inference {
  const suffix = suffixOf(words);
  const unit = toldUnit ?? suffix?.unit ?? null;
  const named =
    matchName(TABLE, words) ??
    (suffix === null ? null : matchName(TABLE, suffix.rest)) ??
    matchName(TABLE, around);
  const bare = suffix === null ? named : (matchName(TABLE, suffix.rest) ?? named);
  const isVolts = unit === null && isInVolts(bare, value);
  const quantity = isVolts ? VOLTAGE : quantityOf(bare, unit);
  const isPlausible =
    quantity.plausible === undefined ||
    (value >= quantity.plausible[0] && value <= quantity.plausible[1]);
  const other = isPlausible
    ? undefined
    : quantity.otherwise?.find(([, least, most]) => value >= least && value <= most)?.[0];
  const assumed = unit !== null ? null : isPlausible ? quantity.unit : (other ?? null);
  return {
    kind: 'sensor',
    as: 'number',
    deviceClass:
      unit === null && !isPlausible && other === undefined
        ? classWithoutUnit(quantity)
        : quantity.deviceClass,
    stateClass: quantity.stateClass,
    unit: unit ?? assumed,
    assumedUnit: assumed !== null,
    category: quantity.diagnostic ? 'diagnostic' : null,
  };
}

/**
 * The unit at the end of a name. A word that may as well mean something else is one where it goes
 * with the quantity before it: `temperature_min` is no duration, `power_a` no current, `wind_ms` is
 * a speed.
 */
function suffixOf(words: readonly string[]): ReturnType<typeof unitSuffix> {
  const suffix = unitSuffix(words);
  const last = words.at(-1) ?? '';
  if (suffix === null || words.length - suffix.rest.length > 1 || !EITHER.has(last)) return suffix;
  const named = matchName(TABLE, suffix.rest);
  if (named?.units.includes(suffix.unit)) return suffix;
  if (last === 'in') {
    const isFlow = COMING_IN.has(suffix.rest.at(-1) ?? '');
    return named === null && binaryMeaning(words) === null && !isFlow ? suffix : null;
  }
  if (last === 'ms' && named?.units.includes('m/s')) return { ...suffix, unit: 'm/s' };
  if (named === null) return suffix;
  const isPhase = OF_PHASES.has(named.deviceClass ?? '');
  // `battery_a` and `soil_c`: what is named is a thing that has a current, or a temperature.
  return last === 'a' || last === 'c' ? (isPhase ? null : suffix) : null;
}

/** A battery of 3.71 is told in volts: a state of charge that low would be whole, or below 1. */
const isInVolts = (named: Quantity | null, value: number): boolean =>
  named?.deviceClass === 'battery' && value > 1.5 && value < 4.4 && !Number.isInteger(value);

/** The quantity that fits the unit: `battery_v` is a voltage, not a state of charge. */
function quantityOf(named: Quantity | null, unit: string | null): Quantity {
  if (unit === null) return named ?? PLAIN_NUMBER;
  if (unit === '°' && named?.deviceClass === 'temperature') return named;
  if (named?.units.includes(unit)) return named;
  if (ENERGY.units.includes(unit)) return ENERGY;
  const { deviceClass, diagnostic } = BY_UNIT.get(unit) ?? PLAIN_NUMBER;
  return { ...PLAIN_NUMBER, deviceClass, ...(diagnostic ? { diagnostic } : {}) };
}

/** A temperature of 300 is one, in whatever unit; a "battery" of 300 is not a state of charge. */
const classWithoutUnit = ({ deviceClass }: Quantity): string | null =>
  deviceClass === 'temperature' ? deviceClass : null;
