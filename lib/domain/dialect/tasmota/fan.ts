import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import type { Binding } from './binding.ts';
import { bodiesOf, numberOf, valueUnder } from './body.ts';
import { told } from './told.ts';

export const FAN_SPEEDS = 3;
/** As fast as a fan turns that is only told to be on. */
const USUAL_SPEED = 2;

const percentOf = (speed: number) => Math.floor((speed / FAN_SPEEDS) * 100);
/** Anything above a speed is the next one; a percent of rounding aside. 0 is off. */
const speedOf = (percentage: number) =>
  percentage <= 0 ? 0 : Math.max(1, Math.ceil(((percentage - 1) / 100) * FAN_SPEEDS));

/** The speed of a ceiling fan (iFan), 0 to 3. */
export function readFan(message: ParsedMessage): readonly Report[] {
  const told = valueUnder(bodiesOf(message), ['FanSpeed']);
  if (told === undefined) return [];
  const speed = numberOf(told);
  if (speed === null || speed < 0 || speed > FAN_SPEEDS) {
    return [{ type: 'rejected', reason: 'FanSpeed is none of 0 to 3' }];
  }
  const { at } = message;
  const on: Report = { type: 'state', property: 'on', value: speed > 0, at };
  const percentage: Report = { type: 'state', property: 'percentage', value: percentOf(speed), at };
  return [on, percentage];
}

export function encodeFan({ wiring }: Binding, command: Command, before: State): Encoded {
  const { percentage } = command;
  const asked = typeof percentage === 'number' ? speedOf(percentage) : null;
  const send = (speed: number): Encoded => ({
    ok: true,
    messages: [told(wiring, 'FanSpeed', speed)],
    target: speed === 0 ? { on: false } : { on: true, percentage: percentOf(speed) },
  });
  switch (command.command) {
    case 'turn_on':
      return send(asked ?? USUAL_SPEED);
    case 'turn_off':
      return send(0);
    case 'toggle':
      return send(before['on'] === true ? 0 : USUAL_SPEED);
    case 'set_percentage':
      return send(asked ?? 0);
    default:
      return unsupported(command.command);
  }
}
