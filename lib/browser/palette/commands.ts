import type { Command } from '../../domain/command/command.ts';
import type { EntityKind } from '../../domain/entity/entity.ts';
import { takes } from '../entity/capable.ts';
import { isDimmable } from '../entity/look.ts';
import type { EntityView } from '../store/entity-view.ts';
import type { Verb, Wish } from './wish.ts';

/** A wish as a command of one entity; null: it cannot do that. */
export function commandFor(view: EntityView, wish: Wish): Command | null {
  return wish.type === 'do' ? doCommand(view, wish.verb) : levelCommand(view, wish);
}

/** Names of the commands that a verb may mean, in the order in which they are tried. */
const MEANT: Readonly<Record<Verb, readonly string[]>> = {
  on: ['turn_on'],
  off: ['turn_off'],
  toggle: ['toggle'],
  open: ['open'],
  close: ['close'],
  stop: ['stop'],
  lock: ['lock'],
  unlock: ['unlock'],
  run: ['activate', 'press'],
  start: ['start'],
  pause: ['pause', 'stop'],
  dock: ['return_home', 'dock'],
};

/** What a lock opens is its latch: nobody means that by a word typed in haste. */
const NEVER: Readonly<Partial<Record<EntityKind, readonly Verb[]>>> = { lock: ['open'] };

function doCommand({ id, entity, available }: EntityView, verb: Verb): Command | null {
  if (!available || NEVER[entity.kind]?.includes(verb)) return null;
  // Where a code is asked for there is a place to type it in the sheet.
  if (verb === 'unlock' && entity.capabilities.codeFormat) return null;
  const { commands, modes = [] } = entity.capabilities;
  // Of these, only those that name them have switches of their own; the others have modes.
  const hasModes = entity.kind === 'climate' || entity.kind === 'water_heater';
  const command = MEANT[verb].find(
    (name) => takes(entity, name) && (!hasModes || commands?.includes(name)),
  );
  if (command !== undefined) return { entity: id, command };
  const isMode = verb === 'off' && modes.includes('off') && takes(entity, 'set_mode');
  return isMode ? { entity: id, command: 'set_mode', mode: 'off' } : null;
}

type Level = Extract<Wish, { type: 'level' }>;

function levelCommand(view: EntityView, { value, unit }: Level): Command | null {
  const { id: entity, entity: it, available } = view;
  if (!available) return null;
  const { minTemp, maxTemp, minHumidity = 0, maxHumidity = 100, min, max } = it.capabilities;
  const isPercent = unit !== 'degrees' && value <= 100;
  const isWhole = Math.round(value);
  switch (it.kind) {
    case 'light':
      if (!isPercent || !isDimmable(view)) return null;
      return value < 1
        ? { entity, command: 'turn_off' }
        : { entity, command: 'turn_on', brightness: isWhole };
    case 'cover':
    case 'valve':
      return isPercent && takes(it, 'set_position')
        ? { entity, command: 'set_position', position: isWhole }
        : null;
    case 'fan':
      return isPercent && takes(it, 'set_percentage')
        ? { entity, command: 'set_percentage', percentage: isWhole }
        : null;
    case 'humidifier':
      return isPercent && value >= minHumidity && value <= maxHumidity && takes(it, 'set_humidity')
        ? { entity, command: 'set_humidity', humidity: isWhole }
        : null;
    case 'climate':
    case 'water_heater': {
      // Where no limits are known, what a room or a boiler may be, in °C or °F.
      const isSane = value >= (minTemp ?? 4) && value <= (maxTemp ?? 100);
      return unit !== 'percent' && isSane && takes(it, 'set_temperature')
        ? { entity, command: 'set_temperature', temperature: value }
        : null;
    }
    case 'number':
      return unit === null && min !== undefined && max !== undefined && value >= min && value <= max
        ? { entity, command: 'set', value }
        : null;
    default:
      return null;
  }
}
