import { lightCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { fitColor } from '../../command/light-color.ts';
import { invalid, unsupported } from '../../command/refused.ts';
import type { Capabilities, ColorMode, Value } from '../../entity/entity.ts';
import { isObject } from '../safe-json.ts';
import { type CommandContext, finite, type Part, type Reading, type Spoken, said } from './part.ts';

/** Effects by number (Shelly Gen1 API; the bulb has more than the strip). */
const EFFECTS = {
  strip: ['Off', 'Meteor Shower', 'Gradual Change', 'Flash'],
  bulb: [
    ...['Off', 'Meteor Shower', 'Gradual Change', 'Breath', 'Flash'],
    ...['On/Off Gradual', 'Red/Green Change'],
  ],
} as const;

const MAX_TRANSITION_MS = 5000;

/** Which tree it speaks in: a dimmer or white bulb, a white channel, or colours. */
export type Lamp = 'light' | 'white' | 'color';

const percentOf = (value: unknown): number | undefined => {
  const number = finite(value);
  return number !== undefined && number >= 0 && number <= 100 ? number : undefined;
};

function modesOf(lamp: Lamp, features: readonly string[]): readonly ColorMode[] {
  const isPainted = lamp === 'color' || features.includes('rgb');
  const isShaded = features.includes('temp');
  if (isPainted) return isShaded ? ['rgb', 'color_temp'] : ['rgb'];
  return isShaded ? ['color_temp'] : ['brightness'];
}

function capabilitiesOf(lamp: Lamp, features: readonly string[]): Capabilities {
  const colorModes = modesOf(lamp, features);
  const warmest = features.includes('bulb') ? 3000 : 2700;
  return {
    colorModes,
    ...(features.includes('temp') ? { colorTempKelvinRange: [warmest, 6500] } : {}),
    ...(features.includes('effect') ? { effects: effectsOf(features) } : {}),
    transition: true,
  };
}

const effectsOf = (features: readonly string[]): readonly string[] =>
  features.includes('bulb') ? EFFECTS.bulb : EFFECTS.strip;

/** `light/<n>`, `white/<n>` or `color/<n>` with its `/status` (conventions §5.2). */
export function lamp(tree: Lamp, n: string, isBulb: boolean): Part {
  const key = `${tree}/${n}`;
  const status = `${key}/status`;
  return {
    key,
    kind: 'light',
    name: `${tree === 'light' ? 'Light' : tree === 'white' ? 'White' : 'Color'} ${n}`,
    capabilities: (features) => capabilitiesOf(tree, features),
    features: (spoken) => [...featuresOf(tree, spoken), ...(isBulb ? ['bulb'] : [])],
    listens: [key, status],
    speaks: [`${key}/command`, `${key}/set`],
    read: ({ path, message }) => {
      if (path === status) {
        const json = message.json();
        return isObject(json) ? readStatus(tree, json, isBulb) : 'the status is not a JSON object';
      }
      const word = message.text()?.trim();
      if (word === 'on' || word === 'off') return { on: word === 'on' };
      return word === 'overpower' ? { on: false } : 'a light says on or off';
    },
    encode: (command, context) => encode(tree, key, command, context),
  };
}

function featuresOf(tree: Lamp, { message }: Spoken): readonly string[] {
  const json = message.json();
  if (!isObject(json)) return [];
  const has = (name: string) => finite(json[name]) !== undefined;
  return [
    ...(tree !== 'white' && has('red') && has('green') && has('blue') ? ['rgb'] : []),
    ...(has('temp') ? ['temp'] : []),
    ...(has('effect') && has('red') ? ['effect'] : []),
  ];
}

function readStatus(tree: Lamp, json: Readonly<Record<string, unknown>>, isBulb: boolean): Reading {
  const [red, green, blue] = ['red', 'green', 'blue'].map((name) => finite(json[name]));
  const isPainted =
    red !== undefined && green !== undefined && blue !== undefined && tree !== 'white';
  const kelvin = finite(json['temp']);
  const isShaded = kelvin !== undefined && kelvin > 0;
  const inColor = isPainted && json['mode'] !== 'white';
  const level = percentOf(json[inColor ? 'gain' : 'brightness']);
  const effects: readonly string[] = isBulb ? EFFECTS.bulb : EFFECTS.strip;
  const effect = finite(json['effect']);
  const on = json['ison'];
  if (typeof on !== 'boolean' && level === undefined && !isPainted && !isShaded) {
    return 'nothing in the status is known to a light';
  }
  const mode: ColorMode = inColor ? 'rgb' : isShaded ? 'color_temp' : 'brightness';
  return {
    ...(typeof on === 'boolean' ? { on } : {}),
    ...(level === undefined ? {} : { brightness: level }),
    color_mode: mode,
    ...(inColor ? { rgb: [red, green, blue].map(byte) } : {}),
    ...(isShaded && !inColor ? { color_temp_kelvin: kelvin } : {}),
    ...(effect !== undefined && isPainted ? { effect: effects[effect] ?? `Effect ${effect}` } : {}),
  };
}

const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));

function encode(
  tree: Lamp,
  key: string,
  command: Command,
  { root, capabilities, features, before }: CommandContext,
): Encoded {
  const checked = lightCommand(command, capabilities, before);
  if (!checked.ok) return checked;
  const { wish } = checked;
  if (wish.flash !== null) return invalid('flash: this light cannot flash');
  const target: Record<string, Value> = { on: wish.on };
  const set: Record<string, unknown> = {};
  if (wish.on) {
    const modes = modesOf(tree, features);
    const color = wish.color === null ? null : fitColor(wish.color, modes);
    if (color?.mode === 'color_temp') {
      set['temp'] = Math.round(color.kelvin);
      target['color_temp_kelvin'] = Math.round(color.kelvin);
    } else if (color !== null) {
      const rgb = color.value.slice(0, 3).map(byte);
      [set['red'], set['green'], set['blue']] = rgb;
      target['rgb'] = rgb;
    }
    // A lamp with both speaks of colours and of whites apart.
    if (color !== null && modes.length > 1) {
      set['mode'] = color.mode === 'color_temp' ? 'white' : 'color';
    }
    const inColor =
      color === null
        ? modes.includes('rgb') && before['color_mode'] !== 'color_temp'
        : color.mode !== 'color_temp';
    if (wish.brightness !== null) {
      const level = Math.max(1, Math.round(wish.brightness));
      set[inColor ? 'gain' : 'brightness'] = level;
      target['brightness'] = level;
    }
    if (wish.effect !== null) {
      const effect = effectsOf(features).indexOf(wish.effect);
      if (effect < 0) return invalid('effect is none of those this light has');
      set['effect'] = effect;
      target['effect'] = wish.effect;
    }
  }
  if (wish.transition !== null) {
    set['transition'] = Math.min(MAX_TRANSITION_MS, Math.round(wish.transition * 1000));
  }
  const turn = wish.on ? 'on' : 'off';
  return Object.keys(set).length === 0
    ? said(`${root}${key}/command`, turn, target)
    : said(`${root}${key}/set`, JSON.stringify({ turn, ...set }), target);
}

/** The white beside the colours of an RGBW strip. */
export function whiteChannel(n: string): Part {
  const status = `color/${n}/status`;
  return {
    key: `color/${n}/white`,
    kind: 'number',
    name: `Color ${n} white`,
    capabilities: () => ({ min: 0, max: 255, step: 1, mode: 'slider' }),
    listens: [status],
    speaks: [`color/${n}/set`],
    read({ message }) {
      const json = message.json();
      const white = isObject(json) ? finite(json['white']) : undefined;
      return white === undefined ? {} : { value: white };
    },
    encode(command, { root }) {
      if (command.command !== 'set') return unsupported(command.command);
      const white = Math.round(Number(command['value']));
      return said(`${root}color/${n}/set`, JSON.stringify({ white }), { value: white });
    },
  };
}
