import { lightCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { fitColor } from '../../command/light-color.ts';
import { invalid } from '../../command/refused.ts';
import { rgbToHs, xyToHs } from '../../entity/color.ts';
import type { Capabilities, ColorMode, Entity, State, Value } from '../../entity/entity.ts';
import type { Definition, EntityDescription, ParsedMessage, Report } from '../dialect.ts';
import { binaryWord } from '../infer/binary.ts';
import { isObject } from '../safe-json.ts';
import type { Notebook } from './notebook.ts';
import { MAX_TOPICS } from './notebook.ts';
import { timeOf } from './payload-time.ts';
import { lightCommandTopic, lightStateTopic, type Place, statusTopic } from './place.ts';

type LightPlace = Extract<Place, { type: 'light' }>;
type Fields = Readonly<Record<string, unknown>>;

const KELVIN_RANGE = [2000, 6535] as const;
/** What any plain light may be asked: what it reports tells only what it has been used for. */
const ANY_LIGHT: Capabilities = { colorModes: ['color_temp', 'hs'] };

/** A light appears with its first report, and gains a colour mode when it reports one. */
export function defineLight(
  { lights }: Notebook,
  place: LightPlace,
  message: ParsedMessage,
): readonly Definition[] {
  const { topic } = message;
  const before = lights.get(topic);
  const fields = fieldsOf(message);
  if (
    fields === null ||
    reportsOf(fields, {}, message.at).every(({ type }) => type === 'rejected')
  ) {
    return before === undefined
      ? [{ type: 'rejected', reason: 'this is no report of a light' }]
      : [];
  }
  const modes = modesOf(fields, before);
  if (modes.join() === before || (before === undefined && lights.size >= MAX_TOPICS)) return [];
  lights.set(topic, modes.join());
  const entity = entityOf(place.level, modes);
  return [{ type: 'define', device: place.device, entities: [entity], complete: false }];
}

/** The colour modes seen so far; brightness is part of every plain light. */
function modesOf(fields: Fields, before: string | undefined): readonly ColorMode[] {
  const seen = before?.split(',') ?? [];
  const modes: ColorMode[] = [];
  if (seen.includes('color_temp') || kelvinOf(fields['color_temp']) !== null)
    modes.push('color_temp');
  if (seen.includes('hs') || hsOf(fields['color']) !== null) modes.push('hs');
  return modes.length > 0 ? modes : ['brightness'];
}

function entityOf(level: string, modes: readonly ColorMode[]): EntityDescription {
  return {
    uniqueId: level,
    kind: 'light',
    name: null,
    deviceClass: null,
    stateClass: null,
    unit: null,
    category: null,
    enabled: true,
    icon: null,
    capabilities: {
      colorModes: modes,
      ...(modes.includes('color_temp') ? { colorTempKelvinRange: KELVIN_RANGE } : {}),
      transition: true,
    },
    source: {
      dialect: 'plain',
      definedBy: lightStateTopic(level),
      stateTopics: [lightStateTopic(level)],
      commandTopics: [lightCommandTopic(level)],
      availability: { mode: 'latest', topics: [statusTopic(level)], untilHeard: true },
      expireAfterMs: null,
      offDelayMs: null,
      optimistic: false,
      binding: {},
    },
  };
}

/** The report as an object; a bare `on` or `off` is one too. null if it is neither. */
function fieldsOf(message: ParsedMessage): Fields | null {
  const json = message.json();
  if (isObject(json)) return json;
  const text = message.text()?.trim() ?? '';
  return text === '' ? null : { state: typeof json === 'boolean' ? json : text };
}

/** What a report says about a light. */
export function readLight(message: ParsedMessage, before: State): readonly Report[] {
  const fields = fieldsOf(message);
  if (fields === null) return [{ type: 'rejected', reason: 'empty payload' }];
  return reportsOf(fields, before, timeOf(message));
}

function reportsOf(fields: Fields, before: State, at: number): readonly Report[] {
  const reports: Report[] = [];
  const state = (property: string, value: Value): void => {
    reports.push({ type: 'state', property, value, at });
  };
  const reject = (reason: string): void => {
    reports.push({ type: 'rejected', reason });
  };
  if (fields['state'] !== undefined && fields['state'] !== null) {
    const on = onOf(fields['state']);
    if (on === null) reject('state is neither on nor off');
    else state('on', on);
  }
  const brightness = numberIn(fields['brightness'], 0, 100);
  if (brightness !== null) state('brightness', brightness);
  else if (isTold(fields['brightness'])) reject('brightness is outside 0–100');
  const kelvin = kelvinOf(fields['color_temp']);
  const hs = hsOf(fields['color']);
  if (kelvin !== null) state('color_temp_kelvin', kelvin);
  else if (isTold(fields['color_temp'])) reject('color_temp is no temperature in kelvin');
  if (hs !== null) state('hs', hs);
  else if (isTold(fields['color'])) reject('color is no hue and saturation');
  const mode = modeOf(fields['color_mode'], kelvin, hs, before);
  if (mode !== null) state('color_mode', mode);
  if (reports.length === 0) reject('no state, brightness or colour in it');
  return reports;
}

/** The mode in force; where a report has both colours, the one that changed since the last. */
function modeOf(
  told: unknown,
  kelvin: number | null,
  hs: readonly number[] | null,
  before: State,
): ColorMode | null {
  if (told === 'hs' || told === 'color_temp') return told;
  if (kelvin === null && hs === null) return null;
  if (kelvin === null) return 'hs';
  if (hs === null) return 'color_temp';
  const old = before['hs'];
  const isNewHs = !Array.isArray(old) || old[0] !== hs[0] || old[1] !== hs[1];
  const isNewKelvin = before['color_temp_kelvin'] !== kelvin;
  if (isNewHs !== isNewKelvin) return isNewHs ? 'hs' : 'color_temp';
  return before['color_mode'] === 'hs' ? 'hs' : 'color_temp';
}

function onOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === '1') return true;
  if (value === 0 || value === '0') return false;
  return typeof value === 'string' ? (onOffWord(value.trim().toLowerCase()) ?? null) : null;
}

const onOffWord = (word: string): boolean | undefined =>
  ['on', 'off', 'true', 'false'].includes(word) ? binaryWord(word)?.value : undefined;

const isTold = (value: unknown): boolean => value !== undefined && value !== null;

const kelvinOf = (value: unknown): number | null => numberIn(value, 500, 40_000);

/** A number within limits, also where it was written as text; null if it is none. */
function numberIn(value: unknown, least: number, most: number): number | null {
  const isText = typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value);
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && number >= least && number <= most ? number : null;
}

/** A colour in any of the common forms as hue and saturation. */
function hsOf(color: unknown): readonly [number, number] | null {
  if (!isObject(color)) return null;
  const h = numberIn(color['h'] ?? color['hue'], 0, 360);
  const s = numberIn(color['s'] ?? color['saturation'], 0, 100);
  if (h !== null && s !== null) return [h, s];
  const [r, g, b] = [color['r'], color['g'], color['b']].map((c) => numberIn(c, 0, 255));
  if (isTold(r) && isTold(g) && isTold(b)) return rgbToHs([r ?? 0, g ?? 0, b ?? 0]);
  const [x, y] = [numberIn(color['x'], 0, 1), numberIn(color['y'], 0, 1)];
  return x !== null && y !== null ? xyToHs([x, y]) : null;
}

/** The message that carries out a command, QoS 1 so that it arrives, not retained so that it does not repeat. */
export function encodeLight(entity: Entity, command: Command, before: State): Encoded {
  const [topic] = entity.source.commandTopics;
  if (topic === undefined)
    return { ok: false, code: 'unsupported_command', reason: 'the light takes no commands' };
  const checked = lightCommand(command, ANY_LIGHT, before);
  if (!checked.ok) return checked;
  const { wish } = checked;
  if (wish.flash !== null) return invalid('flash: this light cannot flash');
  const payload: Record<string, unknown> = { state: wish.on ? 'on' : 'off' };
  const target: Record<string, Value> = { on: wish.on };
  if (wish.on && wish.brightness !== null) {
    payload['brightness'] = wish.brightness;
    target['brightness'] = wish.brightness;
  }
  if (wish.on && wish.color !== null) {
    const color = fitColor(wish.color, ['color_temp', 'hs']);
    if (color.mode === 'color_temp') {
      const kelvin = Math.round(color.kelvin);
      payload['color_temp'] = kelvin;
      target['color_temp_kelvin'] = kelvin;
    } else {
      const [h = 0, s = 0] = color.value;
      payload['color'] = { h, s };
      target['hs'] = [h, s];
    }
  }
  if (wish.transition !== null) payload['transition'] = wish.transition;
  const message = { topic, payload: JSON.stringify(payload), qos: 1, retain: false } as const;
  return { ok: true, messages: [message], target };
}
