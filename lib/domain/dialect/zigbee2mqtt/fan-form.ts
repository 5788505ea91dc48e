import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import { jsonText } from '../safe-json.ts';
import { type Expose, featureNamed, numberOf } from './expose.ts';
import { fanModes } from './fan.ts';
import { type Form, misfit, setMessage, state } from './form.ts';
import { isOn, wordFor } from './words.ts';

/** Reads and commands a fan. Percent are even shares of its speeds. */
export function fan(expose: Expose): Form {
  const onOff = featureNamed(expose, 'state');
  const mode = featureNamed(expose, 'mode');
  const speed = featureNamed(expose, 'speed');
  const { speeds, presets, hasOff } = fanModes(mode);
  const top = speed?.max ?? 100;

  const read: Form['read'] = (values, _before, moment) => {
    const reports: Report[] = [];
    const word = onOff === null ? undefined : values[onOff.property];
    if (onOff !== null && word !== undefined) {
      const on = isOn(word, onOff);
      reports.push(
        on === undefined ? misfit(onOff.property, word, 'on or off') : state('on', on, moment),
      );
    }
    const raw = speed === null ? undefined : values[speed.property];
    if (speed !== null && raw !== undefined) {
      const number = numberOf(raw);
      reports.push(
        number === null && raw !== null
          ? misfit(speed.property, raw, 'a speed')
          : state('percentage', number === null ? null : share(number / top), moment),
      );
      if (onOff === null && number !== null) reports.push(state('on', number > 0, moment));
    }
    const current = mode === null ? undefined : values[mode.property];
    if (mode === null || current === undefined) return reports;
    if (typeof current === 'object' && current !== null) {
      return [...reports, misfit(mode.property, current, 'a mode')];
    }
    const name = current === null ? null : jsonText(current);
    if (presets.length > 0) {
      reports.push(
        state('preset_mode', name !== null && presets.includes(name) ? name : null, moment),
      );
    }
    const index = name === null ? -1 : speeds.indexOf(name);
    if (speed === null && speeds.length > 0) {
      const percentage = name === 'off' ? 0 : index < 0 ? null : share((index + 1) / speeds.length);
      reports.push(state('percentage', percentage, moment));
    }
    if (onOff === null && name !== null) reports.push(state('on', name !== 'off', moment));
    return reports;
  };

  const say = (entity: Entity, payload: Readonly<Record<string, unknown>>, target: State) =>
    setMessage(entity, payload, target);

  function turn(entity: Entity, on: boolean): Encoded {
    if (onOff !== null) return say(entity, { [onOff.property]: wordFor(onOff, on) }, { on });
    if (mode !== null && (on || hasOff)) {
      const word = on ? (presets.includes('on') ? 'on' : (presets[0] ?? speeds.at(-1))) : 'off';
      return say(entity, { [mode.property]: word ?? 'on' }, { on });
    }
    if (speed !== null) return say(entity, { [speed.property]: on ? top : 0 }, { on });
    return unsupported(on ? 'turn_on' : 'turn_off');
  }

  function atSpeed(entity: Entity, percentage: number): Encoded {
    if (percentage === 0) return turn(entity, false);
    if (speed !== null) {
      const least = Math.max(1, speed.min ?? 1);
      const level = Math.max(least, Math.min(top, Math.round((percentage / 100) * top)));
      return say(entity, { [speed.property]: level }, { percentage: share(level / top) });
    }
    if (mode === null || speeds.length === 0) return invalid('percentage: this fan has no speeds');
    const index = Math.max(1, Math.ceil((percentage / 100) * speeds.length - 1e-9));
    const target = { percentage: share(index / speeds.length) };
    return say(entity, { [mode.property]: speeds[index - 1] }, target);
  }

  const inMode = (entity: Entity, preset: string): Encoded =>
    mode === null
      ? invalid('preset_mode: this fan has none')
      : say(entity, { [mode.property]: preset }, { preset_mode: preset });

  const encode = (entity: Entity, command: Command, before: State): Encoded => {
    const preset = command['preset_mode'];
    const percentage = command['percentage'];
    switch (command.command) {
      case 'turn_on':
        if (typeof preset === 'string') return inMode(entity, preset);
        return typeof percentage === 'number' ? atSpeed(entity, percentage) : turn(entity, true);
      case 'turn_off':
        return turn(entity, false);
      case 'toggle':
        return turn(entity, before['on'] !== true);
      case 'set_percentage':
        return atSpeed(entity, percentage as number);
      case 'set_preset_mode':
        return inMode(entity, preset as string);
      default:
        return unsupported(command.command);
    }
  };

  return { properties: expose.features.map(({ property }) => property), read, encode };
}

/** Whole percent of a part of one, within bounds, rounded down as Home Assistant does. */
const share = (part: number): number => Math.floor(Math.max(0, Math.min(1, part)) * 100 + 1e-9);
