import { normalUnit, sensorClass } from '../home-assistant/classes.ts';
import { infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';
import { type Field, field, measured, NAMED_FIELDS, yesNo } from './named-fields.ts';

/** Identity, housekeeping and raw bytes. */
const NO_VALUE =
  /^(?:id|mac|mac_type|adv_type|prmac|name|brand|manufacturer|model|model_id|type|cidc|acts|cont|track|encr|ctr|mfid|device|.*data|servicedatauuid|manufacturerid|uuid|major|minor|namespace|instance|packet.*|pid|token|SSID|ip|version|env|modules|mqtt.*|origin|unit|time|UTCtime|unixtime|ts|protocol|length|delay|mic|msgType|onlysensors|hasmacinfo|bleconnect|interval|scnct|gatewayName|cnct_count|disc_reason|eth|retain.*|volt_?unit|prefix|avgu|sumu|ctrl|seq|serial|beaconmodel|modeltype|aem|rpi|cipher|time_(?:min|max))$/i;
const NUMBERED = /^(tempc|tempf|hum|open|volt|current|power|energy|button)(\d{1,2})$/;
const MAX_KEY = 40;

/**
 * What a field is, by its key and a value; null: nothing to show. `message` is all that came with
 * it: some units stand beside their value, and one key can mean two things.
 */
export function fieldOf(
  key: string,
  value: unknown,
  message: Readonly<Record<string, unknown>> = {},
): Field | null {
  if (key === '' || key.length > MAX_KEY || NO_VALUE.test(key)) return null;
  if (value === null || value === undefined || value === '' || typeof value === 'object')
    return null;
  const told = toldField(key, value, message);
  if (told !== null) return told;
  const numbered = NUMBERED.exec(key);
  const known = NAMED_FIELDS.get(numbered?.[1] ?? key.toLowerCase());
  if (known !== undefined && fits(known, value)) {
    return numbered === null ? known : { ...known, name: `${known.name} ${numbered[2]}` };
  }
  return unknown(key, value);
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** Fields whose unit or meaning depends on what stands beside them; null: it is none of these. */
function toldField(
  key: string,
  value: unknown,
  message: Readonly<Record<string, unknown>>,
): Field | null {
  if (numberOf(value) === null) return null;
  switch (key) {
    case 'weight':
      // The coffee scale counts in grams and does not say so.
      return measured(
        'Weight',
        'weight',
        text(message['unit']) ?? (message['model_id'] === 'SKALE' ? 'g' : 'kg'),
      );
    case 'avg':
      return metered('Average', normalUnit(text(message['avgu'])), false);
    case 'sum':
      return metered('Sum', normalUnit(text(message['sumu'])), true);
    case 'pres':
      // Tyres are under some bar, the air under a thousand hPa.
      return message['type'] === 'TIRE' ? measured('Pressure', 'pressure', 'bar') : null;
    case 'pressure':
      // How hard a toothbrush is pressed: a number without a unit.
      return message['type'] === 'BODY' ? measured('Pressure', null, null) : null;
    case 'open':
      // How far a blind is open; everywhere else it is yes or no.
      return message['type'] === 'WCVR' || booleanOf(value) === null
        ? measured('Open', null, '%')
        : null;
    default:
      return null;
  }
}

/** What a meter counts: `kW` and `kWh`, or cubic metres of water or gas. */
function metered(name: string, unit: string | null, isCounter: boolean): Field {
  const deviceClass = isCounter
    ? (sensorClass('energy', unit) ?? sensorClass('volume', unit))
    : sensorClass('power', unit);
  const stateClass = isCounter ? 'total_increasing' : 'measurement';
  return field({ name, unit, stateClass, deviceClass: unit === null ? null : deviceClass });
}

const fits = ({ as }: Field, value: unknown) =>
  as === 'number' ? numberOf(value) !== null : as === 'boolean' ? booleanOf(value) !== null : true;

/** A field that no table has: by its form and its name. */
function unknown(key: string, value: unknown): Field | null {
  const name = readable(key);
  if (typeof value === 'boolean') return yesNo(name, null);
  const number = numberOf(value);
  if (number !== null) {
    const guess = infer([key], null, { type: 'number', value: number, unit: null }, null);
    if (guess?.as !== 'number') return measured(name, null, null);
    const { deviceClass, unit, stateClass, category } = guess;
    return field({ name, deviceClass, unit, stateClass, diagnostic: category === 'diagnostic' });
  }
  const isState =
    typeof value === 'string' &&
    value.length <= 64 &&
    /state|status|mode|colou?r|direction|distance|level/i.test(key);
  return isState ? field({ as: 'text', name, stateClass: null }) : null;
}

/** The same value in another unit, not shown twice: Fahrenheit beside Celsius, inches beside cm. */
export const isDouble = (key: string, has: (key: string) => boolean): boolean =>
  /^tempf|_f$|^lvl_in$|^altift$/.test(key) &&
  has(
    key
      .replace(/^tempf/, 'tempc')
      .replace(/_f$/, '_c')
      .replace(/_in$/, '_cm'),
  );

export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)
    ? Number(value)
    : null;
}

const YES =
  /^(?:true|timeout not closed|on|1|yes|open|opened|high|detected|present|home|wet|low battery)$/;
const NO = /^(?:false|off|0|no|closed|close|low|clear|absent|not_home|dry|normal|ok)$/;

export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const word = String(value).trim().toLowerCase();
  return YES.test(word) ? true : NO.test(word) ? false : null;
}
