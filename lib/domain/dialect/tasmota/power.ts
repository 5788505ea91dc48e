import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import type { State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import type { Binding, Words } from './binding.ts';
import { bodiesOf, valueUnder } from './body.ts';
import { told } from './told.ts';

/** A word of the device as on or off; also the usual words, whatever the device's own are. */
export function onOffOf(value: unknown, { on, off }: Words): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'number' ? String(value) : value;
  if (text === on) return true;
  if (text === off) return false;
  if (text === 'ON' || text === '1') return true;
  return text === 'OFF' || text === '0' ? false : null;
}

/** Is the power on, by this message? null: it does not say; undefined: it says nonsense. */
export function powerIn(
  message: ParsedMessage,
  power: readonly string[],
  { wiring, words }: Binding,
): boolean | null | undefined {
  const { topic } = message;
  const name = topic.startsWith(wiring.stat) ? topic.slice(wiring.stat.length) : '';
  const said = valueUnder(bodiesOf(message), power);
  if (said !== undefined) return onOffOf(said, words) ?? undefined;
  // A bare word on a topic of its own; `1` and `ON` alike may be the device's words.
  if (!power.includes(name)) return null;
  return onOffOf(message.text()?.trim(), words) ?? undefined;
}

/** What a message says about a relay. */
export function readPower(
  binding: Extract<Binding, { role: 'power' }>,
  message: ParsedMessage,
): readonly Report[] {
  const on = powerIn(message, binding.power, binding);
  if (on === null) return [];
  if (on === undefined) return [{ type: 'rejected', reason: 'the power is neither on nor off' }];
  return [{ type: 'state', property: 'on', value: on, at: message.at }];
}

/** Switches a relay. */
export function encodePower(
  { power, wiring, words }: Extract<Binding, { role: 'power' }>,
  command: Command,
  before: State,
): Encoded {
  const wish = onOffCommand(command, before);
  if (!wish.ok) return wish;
  const message = told(wiring, power[0] ?? 'POWER', wish.on ? words.on : words.off);
  return { ok: true, messages: [message], target: { on: wish.on } };
}
