import type { Command } from '../../domain/command/command.ts';
import type { Entity, State } from '../../domain/entity/entity.ts';
import { takes } from '../entity/capable.ts';
import { isDimmable } from '../entity/look.ts';
import type { EntityView } from '../store/entity-view.ts';
import { formatFigure, formatPercent } from '../words/format.ts';
import { brightnessOf, isOn, numberOf, percentOf } from '../words/words.ts';

/** A step of its level: what to send, and what that is in words ("45 %"). */
export type LevelStep = {
  readonly command: Command;
  readonly words: string;
  /** Whether a key held down may go on stepping: what is driven by a motor moves once. */
  readonly glides: boolean;
};

/** One press changes a level by that much, percent. */
const STEP = 5;

/**
 * A little more or less of what an entity has: brightness, position, speed, target. It never turns
 * anything off. null: it has no level, none is known, or it is at its end already.
 */
export function levelStep(view: EntityView, up: boolean): LevelStep | null {
  const { entity, shown, available } = view;
  if (!available) return null;
  const by = up ? STEP : -STEP;
  switch (entity.kind) {
    case 'light':
      return isDimmable(view) ? lightStep(entity, shown, by) : null;
    case 'fan':
      return fanStep(entity, shown, up);
    case 'cover':
    case 'valve': {
      const position = percentOf(shown, 'position');
      if (position === null || !takes(entity, 'set_position')) return null;
      const to = within(position + by, 0, 100);
      return to === position
        ? null
        : {
            command: { entity: entity.id, command: 'set_position', position: to },
            words: formatPercent(to),
            glides: false,
          };
    }
    case 'humidifier': {
      const { minHumidity = 0, maxHumidity = 100 } = entity.capabilities;
      return targetStep(entity, shown, 'humidity', by, [minHumidity, maxHumidity]);
    }
    case 'climate':
    case 'water_heater': {
      const { tempStep = 0.5, minTemp, maxTemp } = entity.capabilities;
      const limits = [minTemp ?? -Infinity, maxTemp ?? Infinity] as const;
      return targetStep(entity, shown, 'temperature', up ? tempStep : -tempStep, limits);
    }
    case 'number': {
      const { min, max, step = 1 } = entity.capabilities;
      if (min === undefined || max === undefined) return null;
      const size = Math.max(step, Math.round(((max - min) * STEP) / 100 / step) * step);
      return targetStep(entity, shown, 'value', up ? size : -size, [min, max]);
    }
    default:
      return null;
  }
}

function lightStep(entity: Entity, shown: State, by: number): LevelStep | null {
  const level = isOn(shown) === true ? brightnessOf(shown) : 0;
  if (level === null || (level === 0 && by < 0)) return null;
  const to = within(Math.round(level) + by, 1, 100);
  if (to === level) return null;
  return {
    command: { entity: entity.id, command: 'turn_on', brightness: to },
    words: formatPercent(to),
    glides: true,
  };
}

/** A fan with four speeds has steps of a quarter. */
function fanStep(entity: Entity, shown: State, up: boolean): LevelStep | null {
  if (!takes(entity, 'set_percentage')) return null;
  const level = isOn(shown) === false ? 0 : percentOf(shown, 'percentage');
  if (level === null || (level === 0 && !up)) return null;
  const size = Math.max(STEP, 100 / (entity.capabilities.speedCount ?? 100));
  const to = Math.round(within(level + (up ? size : -size), size, 100));
  if (to === Math.round(level)) return null;
  return {
    command: { entity: entity.id, command: 'set_percentage', percentage: to },
    words: formatPercent(to),
    glides: true,
  };
}

const SETTERS = { humidity: 'set_humidity', temperature: 'set_temperature', value: 'set' } as const;

function targetStep(
  entity: Entity,
  shown: State,
  property: keyof typeof SETTERS,
  by: number,
  [min, max]: readonly [number, number],
): LevelStep | null {
  const now = numberOf(shown, property);
  const command = SETTERS[property];
  if (now === null || !takes(entity, command)) return null;
  const to = within(now + by, min, max);
  if (to === now) return null;
  const unit = property === 'humidity' ? '%' : entity.unit;
  return {
    command: { entity: entity.id, command, [property]: to },
    words: unit ? `${formatFigure(to, unit)} ${unit}` : formatFigure(to, unit),
    glides: false,
  };
}

/** Rounded, for 0.1 + 0.2 is no target. */
const within = (value: number, min: number, max: number): number =>
  Number(Math.max(min, Math.min(max, value)).toFixed(6));
