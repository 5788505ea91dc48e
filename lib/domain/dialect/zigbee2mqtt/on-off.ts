import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import type { Entity, State } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import type { Expose } from './expose.ts';
import { type Form, type Moment, misfit, setMessage, state, type Values } from './form.ts';
import { isOn, wordFor } from './words.ts';

/** Something that is on or off: `binary`, `switch`, and binary sensors. */
export function onOff(expose: Expose): Form {
  const { property } = expose;
  return {
    properties: [property],
    read: (values, _before, moment) => readOnOff(expose, values, moment),
    encode: (entity, command, before) => encodeOnOff(expose, entity, command, before),
  };
}

export function readOnOff(expose: Expose, values: Values, moment: Moment): readonly Report[] {
  const value = values[expose.property];
  if (value === undefined) return [];
  const on = isOn(value, expose);
  if (on === undefined) return [misfit(expose.property, value, 'one of its two values')];
  return [state('on', on, moment)];
}

function encodeOnOff(expose: Expose, entity: Entity, command: Command, before: State): Encoded {
  const checked = onOffCommand(command, before);
  if (!checked.ok) return checked;
  const { property, valueToggle } = expose;
  const isBlind = command.command === 'toggle' && typeof before['on'] !== 'boolean';
  if (isBlind && valueToggle !== null) return setMessage(entity, { [property]: valueToggle });
  return setMessage(entity, { [property]: wordFor(expose, checked.on) }, { on: checked.on });
}
