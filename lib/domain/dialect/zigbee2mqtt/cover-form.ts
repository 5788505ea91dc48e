import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import { jsonText } from '../safe-json.ts';
import { MOVEMENT, stopWord, wordLike } from './cover.ts';
import { type Expose, featureNamed, numberOf } from './expose.ts';
import { type Form, misfit, setMessage, state, type Values } from './form.ts';
import { isOn } from './words.ts';

/** How motors name their directions. */
const OPENING = new Set(['opening', 'open', 'forward', 'up', 'rising']);
const CLOSING = new Set(['closing', 'close', 'backward', 'back', 'reverse', 'down', 'declining']);
const STOPPED = new Set(['stopped', 'stop', 'pause', 'paused', 'idle', 'none']);

type Course = 'open' | 'opening' | 'closed' | 'closing';

/** Reads and commands a cover. Its position says whether it is open; `state` is what it was told. */
export function cover(expose: Expose): Form {
  const told = featureNamed(expose, 'state');
  const position = featureNamed(expose, 'position');
  const tilt = featureNamed(expose, 'tilt');
  const movement = featureNamed(expose, ...MOVEMENT);

  const read: Form['read'] = (values, before, moment) => {
    const reports: Report[] = [];
    const level = percentIn(position, values);
    const angle = percentIn(tilt, values);
    for (const [feature, name, value] of [
      [position, 'position', level],
      [tilt, 'tilt', angle],
    ] as const) {
      if (feature === null || value === undefined) continue;
      reports.push(
        Number.isNaN(value)
          ? misfit(feature.property, values[feature.property], 'a percentage')
          : state(name, value, moment),
      );
    }
    const course = courseOf(values, before, Number.isNaN(level) ? undefined : level);
    if (course !== undefined) reports.push(state('state', course, moment));
    return reports;
  };

  /** What it does now: how the motor turns, else where it is, else what it was told. */
  function courseOf(
    values: Values,
    before: State,
    level: number | null | undefined,
  ): Course | null | undefined {
    const moves = motion(values, before);
    if (moves === 'opening' || moves === 'closing') return moves;
    if (typeof level === 'number') return level > 0 ? 'open' : 'closed';
    const word = told === null ? undefined : values[told.property];
    const last = before['position'];
    if (moves === 'still' && typeof last === 'number') return last > 0 ? 'open' : 'closed';
    if (word === undefined) return undefined;
    if (word === null) return null;
    // The word is an order; where the position is known it is the truth.
    if (level === undefined && typeof last === 'number') return last > 0 ? 'open' : 'closed';
    return rest(word);
  }

  function rest(word: unknown): Course | undefined {
    const text = jsonText(word).toLowerCase();
    if (told?.type === 'binary') {
      const on = isOn(word, told);
      return on === true ? 'open' : on === false ? 'closed' : undefined;
    }
    if (text.startsWith('open')) return 'open';
    return text.startsWith('clos') ? 'closed' : undefined;
  }

  function motion(values: Values, before: State): 'opening' | 'closing' | 'still' | null {
    const value = movement === null ? undefined : values[movement.property];
    if (movement === null || value === undefined || value === null) return null;
    const word = String(value).toLowerCase();
    if (movement.name === 'running') {
      if (value !== true) return 'still';
      // Which way it runs is not told: away from the end it is at.
      const last = before['position'];
      return typeof last === 'number' && last > 0 ? 'closing' : 'opening';
    }
    if (OPENING.has(word)) return 'opening';
    if (CLOSING.has(word)) return 'closing';
    return STOPPED.has(word) ? 'still' : null;
  }

  const encode = (entity: Entity, command: Command, before: State): Encoded => {
    const move = (open: boolean): Encoded => {
      const target = { state: open ? 'open' : 'closed' };
      if (told === null) return setMessage(entity, levelOf(position, open ? 100 : 0), target);
      const word =
        told.type === 'binary'
          ? ((open ? told.valueOn : told.valueOff) ?? (open ? 'OPEN' : 'CLOSE'))
          : (wordLike(told, open ? /^open/i : /^clos/i) ?? (open ? 'OPEN' : 'CLOSE'));
      return setMessage(entity, { [told.property]: word }, target);
    };
    switch (command.command) {
      case 'open':
        return move(true);
      case 'close':
        return move(false);
      case 'toggle':
        return move(before['state'] === 'closed' || before['state'] === 'closing');
      case 'stop':
      case 'stop_tilt':
        if (told === null) return unsupported(command.command);
        return setMessage(entity, { [told.property]: stopWord(told) ?? 'STOP' });
      case 'set_position': {
        const wanted = command['position'] as number;
        return setMessage(entity, levelOf(position, wanted), { position: wanted });
      }
      case 'open_tilt':
        return setMessage(entity, levelOf(tilt, 100), { tilt: 100 });
      case 'close_tilt':
        return setMessage(entity, levelOf(tilt, 0), { tilt: 0 });
      case 'set_tilt': {
        const wanted = command['tilt'] as number;
        return setMessage(entity, levelOf(tilt, wanted), { tilt: wanted });
      }
      default:
        return unsupported(command.command);
    }
  };

  return { properties: expose.features.map(({ property }) => property), read, encode };
}

/** 0–100; null: unknown; undefined: not told; NaN: no number. */
function percentIn(feature: Expose | null, values: Values): number | null | undefined {
  const value = feature === null ? undefined : values[feature.property];
  if (feature === null || value === undefined || value === null) return value as null | undefined;
  const number = numberOf(value);
  if (number === null) return Number.NaN;
  const [least, most] = rangeOf(feature);
  return Math.max(0, Math.min(100, ((number - least) / (most - least)) * 100));
}

function levelOf(feature: Expose | null, percent: number): Readonly<Record<string, number>> {
  if (feature === null) return {};
  const [least, most] = rangeOf(feature);
  return { [feature.property]: Math.round(least + (percent / 100) * (most - least)) };
}

const rangeOf = ({ min, max }: Expose): readonly [number, number] =>
  min !== null && max !== null && max > min ? [min, max] : [0, 100];
