import { lightCommand, onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Entity, State, Value } from '../../entity/entity.ts';
import { type Bound, boundBy } from './bound.ts';

/** The message that carries out a command on a value entity; QoS 1 so that it arrives, not retained. */
export function encodeValue(entity: Entity, command: Command, before: State): Encoded {
  const [topic] = entity.source.commandTopics;
  const bound = boundBy(entity);
  if (topic === undefined || bound === null) return unsupported(command.command);
  const wish = wishOf(entity, bound, command, before);
  if ('ok' in wish) return wish;
  const { payload, target } = wish;
  return { ok: true, messages: [{ topic, payload, qos: 1, retain: false }], target };
}

type Wish = { readonly payload: string; readonly target: State };

function wishOf(
  entity: Entity,
  bound: Bound,
  command: Command,
  before: State,
): Wish | Extract<Encoded, { ok: false }> {
  const said = (name: string, otherwise: string): string => bound.says?.[name] ?? otherwise;
  switch (entity.kind) {
    case 'switch': {
      const checked = onOffCommand(command, before);
      if (!checked.ok) return checked;
      const { on } = checked;
      return { payload: on ? said('turn_on', 'true') : said('turn_off', 'false'), target: { on } };
    }
    case 'light':
      return lightWish(entity, bound, command, before);
    case 'select': {
      const option = String(command['option']);
      return { payload: rawOf(bound, option), target: { value: option } };
    }
    case 'lock': {
      const payload = bound.says?.[command.command];
      if (payload === undefined) return unsupported(command.command);
      return { payload, target: { state: LOCK_STATES[command.command] ?? 'unlocked' } };
    }
    case 'button':
      return { payload: said('press', '1'), target: {} };
    case 'number':
    case 'text':
    case 'sensor':
      return settingWish(entity, bound, command['value']);
    default:
      return unsupported(command.command);
  }
}

const LOCK_STATES: Readonly<Record<string, string>> = {
  lock: 'locked',
  unlock: 'unlocked',
  open: 'open',
};

/** A value that is written as it is shown, or by the word the device has for it. */
function settingWish(
  entity: Entity,
  bound: Bound,
  value: unknown,
): Wish | Extract<Encoded, { ok: false }> {
  const { options } = entity.capabilities;
  if (typeof value === 'string' && options !== undefined && !options.includes(value))
    return invalid(`value must be one of ${options.join(', ')}`);
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return invalid('value must be a number or a text');
  if (bound.as === 'number' && bound.words === null && !Number.isFinite(Number(value)))
    return invalid('value must be a number');
  const shown: Value = bound.as === 'number' && bound.words === null ? Number(value) : value;
  return { payload: rawOf(bound, String(value)), target: { value: shown } };
}

/** The device's own word for a value. */
function rawOf({ words }: Bound, value: string): string {
  return Object.entries(words ?? {}).find(([, shown]) => shown === value)?.[0] ?? value;
}

function lightWish(
  entity: Entity,
  { scale, says }: Bound,
  command: Command,
  before: State,
): Wish | Extract<Encoded, { ok: false }> {
  const checked = lightCommand(command, entity.capabilities, before);
  if (!checked.ok) return checked;
  const { wish } = checked;
  if (!wish.on) return { payload: says?.['turn_off'] ?? '0', target: { on: false } };
  if (wish.brightness === null || scale === null)
    return { payload: says?.['turn_on'] ?? String(scale ?? 1), target: { on: true } };
  const level = Math.min(scale, Math.max(1, Math.round((wish.brightness / 100) * scale)));
  return { payload: String(level), target: { on: true, brightness: (level / scale) * 100 } };
}
