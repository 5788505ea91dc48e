import { unsupported } from '../../command/refused.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { openJson } from '../home-assistant/light/json.ts';
import { isObject } from '../safe-json.ts';
import { type Component, commandTopic, stateTopic } from './component.ts';

/**
 * ESPHome's colour modes in Home Assistant's; two of them it has for itself (conventions §6). A
 * light of cold and warm white takes a colour temperature and mixes the two.
 */
const MODES: Readonly<Record<string, readonly string[]>> = {
  onoff: ['onoff'],
  on_off: ['onoff'],
  brightness: ['brightness'],
  white: ['brightness'],
  color_temp: ['color_temp'],
  cwww: ['color_temp'],
  rgb: ['rgb'],
  rgbw: ['rgbw'],
  rgbct: ['rgb', 'color_temp'],
  rgbww: ['rgbww'],
};
/** The mired of the two whites, where the device does not say. */
const COLDEST = 153;
const WARMEST = 500;

type Fields = Readonly<Record<string, unknown>>;

const numeric = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** What a state shows of what the light can do. */
function featuresIn(message: ParsedMessage): readonly string[] {
  const json = message.json();
  if (!isObject(json)) return [];
  const told = json['color_mode'];
  const color = isObject(json['color']) ? json['color'] : {};
  const known = typeof told === 'string' && Object.hasOwn(MODES, told) ? MODES[told] : undefined;
  const isColored = ['r', 'g', 'b'].every((key) => numeric(color[key]) !== null);
  const modes =
    known ??
    (isColored ? ['rgb'] : numeric(json['brightness']) === null ? ['onoff'] : ['brightness']);
  return [...modes, ...(typeof json['effect'] === 'string' ? ['effect'] : [])];
}

const open = (base: string, features: readonly string[]) =>
  openJson(
    new Map<string, unknown>([
      ['state_topic', stateTopic(base, '')],
      ['command_topic', commandTopic(base, '')],
      ['supported_color_modes', features.filter((feature) => feature !== 'effect')],
      // Its colours are at full brightness, which is told apart.
      ['brightness', true],
      ['qos', 1],
      ...(features.includes('effect') ? [['effect', true] as const] : []),
    ]),
  );

/** The state with ESPHome's own colour modes said in those of Home Assistant. */
function translated(message: ParsedMessage): ParsedMessage {
  const json = message.json();
  if (!isObject(json)) return message;
  const color = isObject(json['color']) ? json['color'] : {};
  const spoken = (more: Fields): ParsedMessage => ({
    ...message,
    json: () => ({ ...json, ...more }),
  });
  switch (json['color_mode']) {
    case 'on_off':
      return spoken({ color_mode: 'onoff' });
    case 'white':
      return spoken({ color_mode: 'brightness' });
    case 'rgbct': {
      const [r, g, b] = [color['r'], color['g'], color['b']];
      // White light is mixed by its temperature alone.
      return spoken({ color_mode: r === g && g === b ? 'color_temp' : 'rgb' });
    }
    case 'cwww': {
      const cold = numeric(color['c']) ?? 0;
      const warm = numeric(color['w']) ?? 0;
      const mired =
        numeric(json['color_temp']) ??
        (cold + warm > 0 ? COLDEST + (WARMEST - COLDEST) * (warm / (cold + warm)) : null);
      return spoken(
        mired === null
          ? { color_mode: undefined }
          : { color_mode: 'color_temp', color_temp: mired },
      );
    }
    default:
      return message;
  }
}

/** A lamp that speaks JSON as Home Assistant's schema of that name does. */
export const LIGHT: Component = {
  ...{ kind: 'light', parts: [''], commands: [''] },
  capabilities(features) {
    const opened = open('light', features);
    return typeof opened === 'string' ? {} : opened.capabilities;
  },
  features: (_, message) => featuresIn(message),
  read(_, message, { before, features, base }) {
    const opened = open(base, features);
    if (typeof opened === 'string') return opened;
    const reports: readonly Report[] = opened.read(translated(message), before);
    const refused = reports.find((report) => report.type === 'rejected');
    if (refused?.type === 'rejected') return refused.reason;
    return Object.fromEntries(
      reports.flatMap((report) =>
        report.type === 'state' ? [[report.property, report.value] as const] : [],
      ),
    );
  },
  encode(command, { base, features, before }) {
    const opened = open(base, features);
    return typeof opened === 'string'
      ? unsupported(command.command)
      : opened.encode(command, before);
  },
};
