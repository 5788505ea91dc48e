import { normalUnit } from '../home-assistant/classes.ts';

/** What a field of rtl_433 is to the home. */
export type Field =
  | {
      readonly as: 'number' | 'text';
      readonly deviceClass: string | null;
      readonly unit: string | null;
      readonly stateClass: 'measurement' | 'total_increasing' | null;
      readonly diagnostic: boolean;
      readonly enabled: boolean;
    }
  | { readonly as: 'boolean'; readonly deviceClass: string | null; readonly inverted: boolean }
  | { readonly as: 'event' };

/** Fields that name the device or its transmission and measure nothing. */
const HOUSEKEEPING =
  /^(?:time|type|model|subtype|channel|id|mic|mod|freq\d?|noise|sequence_num|sequence|seq|message_type|msg_type|transmit|transmit_s|raw\w*|data|codes?_raw|codes|rows|num_rows|exception|protocol|description|duration|length|flags\w*|checksum\w*|crc|parity|counter|unknown\w*|learn|pairing|supervised|heartbeat|tristate|brand|device|radio_clock|dm|duration_us|replay|hostname|device_type|uuid)$/;

/** Yes or no, by what "yes" means. */
const YES_NO: ReadonlyMap<string, readonly [deviceClass: string | null, inverted?: true]> = new Map(
  [
    ['battery_ok', ['battery', true]],
    ['battery_low', ['battery']],
    ['low_battery', ['battery']],
    ['tamper', ['tamper']],
    ['tampered', ['tamper']],
    ['alarm', ['problem']],
    ['panic', ['safety']],
    ['closed', ['opening', true]],
    ['open', ['opening']],
    ['opened', ['opening']],
    ['reed_open', ['opening']],
    ['contact_open', ['opening']],
    ['contact', ['opening']],
    ['detect_wet', ['moisture']],
    ['leaking', ['moisture']],
    ['water', ['moisture']],
    ['wet', ['moisture']],
    ['motion', ['motion']],
    ['pir', ['motion']],
    ['smoke', ['smoke']],
    ['gas_alarm', ['gas']],
    ['vibration', ['vibration']],
    ['glass_break', ['safety']],
    ['charging', ['battery_charging']],
  ],
);

/** An occurrence each time it is sent: presses of remotes and bells. */
const EVENTS =
  /^(?:button\d?|cmd|code|command|event|keycode|btn|press|dimvalue|secret_knock|ringer)$/;

/** Units at the end of a name, longest first, and what they measure. */
const UNITS: readonly (readonly [suffix: RegExp, unit: string, deviceClass: string | null])[] = [
  [/_ug_m3$/i, 'µg/m³', null],
  [/_mg_m3$/i, 'mg/m³', null],
  [/_km_h$|_kmh$|_kph$/i, 'km/h', 'wind_speed'],
  [/_m_s$/i, 'm/s', 'wind_speed'],
  [/_mi_h$|_mph$/i, 'mph', 'wind_speed'],
  [/_mm_h$/i, 'mm/h', 'precipitation_intensity'],
  [/_in_h$/i, 'in/h', 'precipitation_intensity'],
  [/_kwh$/i, 'kWh', 'energy'],
  [/_wh$/i, 'Wh', 'energy'],
  [/_kva$/i, 'kVA', 'apparent_power'],
  [/_va$/i, 'VA', 'apparent_power'],
  [/_mhz$/i, 'MHz', 'frequency'],
  [/_hz$/i, 'Hz', 'frequency'],
  [/_hpa$/i, 'hPa', 'pressure'],
  [/_kpa$/i, 'kPa', 'pressure'],
  [/_psi$/i, 'psi', 'pressure'],
  [/_bar$/i, 'bar', 'pressure'],
  [/_mmhg$/i, 'mmHg', 'pressure'],
  [/_inhg$/i, 'inHg', 'pressure'],
  [/_c$/i, '°C', 'temperature'],
  [/_f$/i, '°F', 'temperature'],
  [/_lux$/i, 'lx', 'illuminance'],
  [/_w_m2$/i, 'W/m²', 'irradiance'],
  [/_ppm$/i, 'ppm', null],
  [/_ppb$/i, 'ppb', 'volatile_organic_compounds_parts'],
  [/_kw$/i, 'kW', 'power'],
  [/_w$/i, 'W', 'power'],
  [/_mv$/i, 'mV', 'voltage'],
  [/_v$/i, 'V', 'voltage'],
  [/_ma$/i, 'mA', 'current'],
  [/_a$/i, 'A', 'current'],
  [/_mm$/i, 'mm', 'distance'],
  [/_cm$/i, 'cm', 'distance'],
  [/_km$/i, 'km', 'distance'],
  [/_mi$/i, 'mi', 'distance'],
  [/_in$/i, 'in', 'distance'],
  [/_m3$/i, 'm³', 'volume_storage'],
  [/_gal$/i, 'gal', 'volume_storage'],
  [/_l$/i, 'L', 'volume_storage'],
  [/_m$/i, 'm', 'distance'],
  [/_kg$/i, 'kg', 'weight'],
  [/_pct$|_percent$/i, '%', null],
  [/_deg$/i, '°', null],
  [/_db$/i, 'dB', 'signal_strength'],
  [/_min$/i, 'min', 'duration'],
  [/_s$/i, 's', 'duration'],
];

const MAX_NAME = 64;

/** What a field is, by its name and a value of it; null: nothing to show. */
export function fieldOf(name: string, value: unknown): Field | null {
  if (HOUSEKEEPING.test(name) || name === '' || name.length > MAX_NAME) return null;
  if (typeof value === 'object' || value === undefined || value === '') return null;
  if (EVENTS.test(name)) return { as: 'event' };
  const yesNo = YES_NO.get(name);
  if (yesNo !== undefined && booleanOf(value) !== null) {
    return { as: 'boolean', deviceClass: yesNo[0], inverted: yesNo[1] === true };
  }
  if (typeof value === 'boolean') return { as: 'boolean', deviceClass: null, inverted: false };
  return isNumeric(value) ? numeric(name) : text(name);
}

const isNumeric = (value: unknown) =>
  typeof value === 'number' ||
  (typeof value === 'string' && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?$/.test(value));

const text = (name: string): Field => ({
  ...{ as: 'text', deviceClass: null, unit: null, stateClass: null },
  ...{ diagnostic: !/^(?:state|status|event)/.test(name), enabled: true },
});

function numeric(name: string): Field {
  const suffix = UNITS.find(([pattern]) => pattern.test(name));
  const measure = suffix === undefined ? bare(name) : named(name, suffix[1], suffix[2]);
  return {
    as: 'number',
    stateClass: isCounted(name, measure.deviceClass) ? 'total_increasing' : 'measurement',
    diagnostic: /^(?:battery|supercap|rssi|snr|status)/.test(name),
    enabled: !/^(?:rssi|snr|status)$/.test(name),
    deviceClass: measure.deviceClass,
    unit: normalUnit(measure.unit),
  };
}

type Measure = { readonly deviceClass: string | null; readonly unit: string | null };

/** Names that carry no unit. */
function bare(name: string): Measure {
  if (/^humidity(?:_\d+)?$/.test(name)) return { deviceClass: 'humidity', unit: '%' };
  if (/^moisture(?:_\d+)?$/.test(name)) return { deviceClass: 'moisture', unit: '%' };
  if (name === 'rssi' || name === 'snr') return { deviceClass: 'signal_strength', unit: 'dB' };
  if (name === 'strike_distance' || name === 'storm_dist')
    return { deviceClass: 'distance', unit: 'mi' };
  return { deviceClass: null, unit: null };
}

/** What a unit measures under this name: millimetres of rain are no distance. */
function named(name: string, unit: string, deviceClass: string | null): Measure {
  if (/^(?:wind|gust)/.test(name) && unit === '°') return { deviceClass: 'wind_direction', unit };
  if (deviceClass === 'wind_speed' && !/wind|gust/.test(name))
    return { deviceClass: 'speed', unit };
  if (deviceClass === 'distance' && /^rain/.test(name))
    return { deviceClass: 'precipitation', unit };
  if (/^pm(?:1|2_5|10|4)_/.test(name)) {
    return { deviceClass: (/^pm\d+(?:_5)?/.exec(name)?.[0] ?? '').replace('_', ''), unit };
  }
  if (/^co2/.test(name)) return { deviceClass: 'carbon_dioxide', unit };
  if (deviceClass === 'volume_storage' && /gas/.test(name)) return { deviceClass: 'gas', unit };
  if (deviceClass === 'volume_storage' && /water|consum|volume/.test(name)) {
    return { deviceClass: 'water', unit };
  }
  if (unit === '%' && /^humidity/.test(name)) return { deviceClass: 'humidity', unit };
  if (unit === '%' && /^battery/.test(name)) return { deviceClass: 'battery', unit };
  return { deviceClass, unit };
}

const isCounted = (name: string, deviceClass: string | null) =>
  ['energy', 'gas', 'water', 'precipitation'].includes(deviceClass ?? '') ||
  /^(?:consumption|strike_count|total)/.test(name);

/** Yes or no in any of the forms that decoders use; a level of 0 to 1 is yes from a fifth on. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const word = String(value).trim().toLowerCase();
  if (/^(?:open|opened|on|yes|true|ok|wet|motion|alarm|detected)$/.test(word)) return true;
  if (/^(?:close|closed|off|no|false|low|dry|clear|none|idle|normal)$/.test(word)) return false;
  const level = isNumeric(value) ? Number(value) : Number.NaN;
  return level >= 0 && level <= 1 ? level >= 0.2 : null;
}
