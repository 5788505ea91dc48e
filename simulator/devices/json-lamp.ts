import { MINUTE } from '../house/clock.ts';
import type { Flag } from '../house/flag.ts';
import {
  type Device,
  device,
  type Memory,
  type Plain,
  readNumber,
  readObject,
  retained,
} from './device.ts';
import { announce, type Described } from './discovery.ts';

type Options = Described & {
  readonly lit: Flag;
  readonly color: boolean;
  readonly effects: readonly string[];
};

const MIN_KELVIN = 2202;
const MAX_KELVIN = 6535;

/** A lamp that speaks Home Assistant's JSON light schema, with colour temperature in mired. */
export function jsonLamp({ lit, color, effects, ...of }: Options): Device {
  const base = `lamps/${of.id}`;
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'light', 'light', {
        schema: 'json',
        name: null,
        '~': base,
        state_topic: '~/state',
        command_topic: '~/set',
        availability_topic: '~/status',
        brightness: true,
        brightness_scale: 254,
        supported_color_modes: color ? ['color_temp', 'rgb'] : ['color_temp'],
        min_mireds: Math.ceil(1e6 / MAX_KELVIN),
        max_mireds: Math.floor(1e6 / MIN_KELVIN),
        ...(effects.length > 0 ? { effect: true, effect_list: effects } : {}),
      }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/set`],
    everyMs: MINUTE,
    pastEveryMs: null,
    answersAfterMs: 40,
    habit: (t) => ({
      on: lit.on(t),
      brightness: 178,
      color_mode: 'color_temp',
      mired: 370,
      rgb: '255,180,90',
      effect: 'none',
    }),
    edges: lit.edges,
    report: (_t, memory) => [retained(`${base}/state`, stateOf(memory, effects.length > 0))],
    hear(memory, _topic, payload) {
      const command = readObject(payload);
      return command && { memory: applied(memory, command, effects), againAfterMs: [] };
    },
  });
}

function stateOf(memory: Memory, hasEffects: boolean) {
  const [r = 255, g = 255, b = 255] = String(memory.rgb).split(',').map(Number);
  return {
    state: memory.on ? 'ON' : 'OFF',
    brightness: memory.brightness,
    color_mode: memory.color_mode,
    ...(memory.color_mode === 'rgb' ? { color: { r, g, b } } : { color_temp: memory.mired }),
    ...(hasEffects ? { effect: memory.effect } : {}),
  };
}

function applied(
  memory: Memory,
  command: Readonly<Record<string, unknown>>,
  effects: readonly string[],
): Memory {
  const next: Record<string, Plain> = { ...memory };
  if (command.state === 'ON') next.on = true;
  if (command.state === 'OFF') next.on = false;
  const brightness = readNumber(command.brightness, 1, 254);
  if (brightness !== undefined) next.brightness = Math.round(brightness);
  const mired = readNumber(command.color_temp, 153, 454);
  if (mired !== undefined)
    Object.assign(next, { mired: Math.round(mired), color_mode: 'color_temp' });
  const color = readColor(command.color);
  if (color) Object.assign(next, { rgb: color, color_mode: 'rgb' });
  if (typeof command.effect === 'string' && effects.includes(command.effect)) {
    next.effect = command.effect;
  }
  return next;
}

function readColor(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { r, g, b }: { r?: unknown; g?: unknown; b?: unknown } = value;
  const channels = [r, g, b].map((channel) => readNumber(channel, 0, 255));
  return channels.includes(undefined) ? null : channels.map((n) => Math.round(n ?? 0)).join(',');
}
