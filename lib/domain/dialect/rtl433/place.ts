import type { ParsedMessage } from '../dialect.ts';
import { isObject } from '../safe-json.ts';

/** A device as rtl_433 knows it: model, channel and id together (ids change with the battery). */
export type Identity = {
  readonly model: string;
  readonly channel: string | null;
  readonly id: string | null;
};

/** A whole report of a device, or one field on a topic of its own. */
export type Heard = Identity & {
  readonly form: 'report' | 'field';
  readonly fields: Readonly<Record<string, unknown>>;
};

const MAX_LENGTH = 64;
/** A report is small; larger objects that have a `model` are something else. */
const MAX_REPORT_BYTES = 8192;
const MODEL = /^[\p{L}\p{N}][\p{L}\p{N} ._/+()-]*$/u;
/** One of these is in every report that rtl_433 writes with its usual settings. */
const MARKS = ['time', 'mic', 'mod', 'protocol'] as const;
/** Who tells these is a device on the network, not a radio sensor. */
const NETWORKED = ['mac', 'ip', 'fw', 'model_id', 'manufacturer', 'ieee_address'] as const;
const RTL = /(?:^|\/)rtl_?433/i;
const HEX_ID = /^[0-9A-Za-z]{1,16}$/;
const TYPES: ReadonlySet<string> = new Set(['TPMS']);

/** What a message says about which radio sensor; null if it is no word of rtl_433. */
export function heardIn(message: ParsedMessage): Heard | null {
  const { topic, payload } = message;
  const isOurs = RTL.test(topic);
  // Anything that is no object and not below our own topics is nothing for us: decided cheaply.
  if (payload[0] !== 0x7b) return isOurs ? fieldIn(message) : null;
  if (payload.length > MAX_REPORT_BYTES) return null;
  if (!isOurs && message.text()?.includes('"model"') !== true) return null;
  const json = message.json();
  if (!isObject(json)) return null;
  const model = scalar(json['model']);
  const [channel, id] = [scalar(json['channel']), scalar(json['id'])];
  if (model === null || !MODEL.test(model)) return null;
  if (!isOurs) {
    if (id === null && channel === null) return null;
    if (NETWORKED.some((key) => json[key] !== undefined)) return null;
    if (!MARKS.some((key) => json[key] !== undefined)) return null;
  }
  return { form: 'report', model, channel, id, fields: json };
}

/** `…/devices[/type][/model][/subtype][/channel][/id]/<field>` with a bare value. */
function fieldIn({ topic, text }: ParsedMessage): Heard | null {
  const levels = topic.split('/');
  const field = levels.at(-1) ?? '';
  const path = pathOf(levels);
  const [model, ...rest] = path;
  if (model === undefined || rest.length > 3 || !MODEL.test(model) || field === '') return null;
  if (model.length > MAX_LENGTH || !rest.every((part) => HEX_ID.test(part))) return null;
  const content = text()?.trim() ?? '';
  if (content === '' || content.length > 255) return null;
  // Of several numbers the last is the id, the one before it the channel, the first the subtype.
  const [channel = null] = rest.length > 1 ? rest.slice(-2, -1) : [];
  return { form: 'field', model, channel, id: rest.at(-1) ?? null, fields: { [field]: content } };
}

/** The levels that name the device, from its model on. */
function pathOf(levels: readonly string[]): readonly string[] {
  const devices = levels.indexOf('devices');
  const named = levels.slice(0, -1);
  if (devices >= 0) {
    const path = named.slice(devices + 1);
    return TYPES.has(path[0] ?? '') ? path.slice(1) : path;
  }
  // `rtl_433/<model>/<id>/<field>`: models have a maker and a name.
  const at = named.findIndex((level, i) => i > 0 && /^[A-Za-z]\w*-[\w-]+$/.test(level));
  return at < 0 ? [] : named.slice(at);
}

function scalar(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return text !== '' && text.length <= MAX_LENGTH ? text : null;
}

/** Model, channel and id as one text. */
export const keyOf = ({ model, channel, id }: Identity): string =>
  [model, channel ?? '-', id ?? '-'].join('/');
