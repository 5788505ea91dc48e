import { infer } from '../infer/infer.ts';
import { readable } from '../infer/names.ts';

/** What a field of a gateway's message is to the home. */
export type Field = {
  readonly as: 'number' | 'text' | 'boolean' | 'event';
  readonly name: string;
  readonly deviceClass: string | null;
  readonly unit: string | null;
  readonly stateClass: string | null;
  readonly diagnostic: boolean;
  readonly enabled: boolean;
};

type Given = Partial<Field> & Pick<Field, 'name'>;

const field = (given: Given): Field => ({
  ...{ as: 'number', deviceClass: null, unit: null, stateClass: 'measurement' },
  ...{ diagnostic: false, enabled: true },
  ...given,
});
const measured = (name: string, deviceClass: string | null, unit: string | null): Field =>
  field({ name, deviceClass, unit });
const yesNo = (name: string, deviceClass: string | null): Field =>
  field({ as: 'boolean', name, deviceClass, stateClass: null });
const housekeeping = (name: string, deviceClass: string | null, unit: string | null): Field =>
  field({ name, deviceClass, unit, diagnostic: true });

/** Names of fields as the decoders write them; the old ones had topics of their own. */
const BY_NAME: ReadonlyMap<string, Field> = new Map(
  Object.entries({
    tempc: measured('Temperature', 'temperature', '°C'),
    tempf: measured('Temperature', 'temperature', '°F'),
    tem: measured('Temperature', 'temperature', '°C'),
    otemp: measured('Outside temperature', 'temperature', '°C'),
    hum: measured('Humidity', 'humidity', '%'),
    lux: measured('Illuminance', 'illuminance', 'lx'),
    batt: { ...measured('Battery', 'battery', '%'), diagnostic: true },
    bat: { ...measured('Battery', 'battery', '%'), diagnostic: true },
    volt: measured('Voltage', 'voltage', 'V'),
    voltage: measured('Voltage', 'voltage', 'V'),
    current: measured('Current', 'current', 'A'),
    power: measured('Power', 'power', 'W'),
    energy: { ...measured('Energy', 'energy', 'kWh'), stateClass: 'total_increasing' },
    moi: measured('Moisture', 'moisture', '%'),
    fer: measured('Fertility', 'conductivity', 'µS/cm'),
    pres: measured('Pressure', 'pressure', 'hPa'),
    pa: measured('Pressure', 'pressure', 'hPa'),
    co2: measured('CO2', 'carbon_dioxide', 'ppm'),
    pm1: measured('PM1', 'pm1', 'µg/m³'),
    pm25: measured('PM2.5', 'pm25', 'µg/m³'),
    pm10: measured('PM10', 'pm10', 'µg/m³'),
    tvoc: measured('TVOC', 'volatile_organic_compounds_parts', 'ppb'),
    for: measured('Formaldehyde', null, 'mg/m³'),
    weight: measured('Weight', 'weight', 'kg'),
    impedance: measured('Impedance', null, 'Ω'),
    distance: measured('Distance', 'distance', 'm'),
    steps: { ...measured('Steps', null, 'steps'), stateClass: 'total_increasing' },
    act_bpm: measured('Heart rate', null, 'bpm'),
    bpm: measured('Heart rate', null, 'bpm'),
    accx: measured('Acceleration x', null, 'm/s²'),
    accy: measured('Acceleration y', null, 'm/s²'),
    accz: measured('Acceleration z', null, 'm/s²'),
    gyrx: measured('Rotation x', null, '°/s'),
    gyry: measured('Rotation y', null, '°/s'),
    gyrz: measured('Rotation z', null, '°/s'),
    uptime: housekeeping('Uptime', 'duration', 's'),
    freemem: housekeeping('Free memory', 'data_size', 'B'),
    rssi: housekeeping('RSSI', 'signal_strength', 'dBm'),
    txpower: { ...housekeeping('Transmit power', 'signal_strength', 'dBm'), enabled: false },
    open: yesNo('Contact', 'opening'),
    contact: yesNo('Contact', 'opening'),
    door: yesNo('Door', 'door'),
    window: yesNo('Window', 'window'),
    motion: yesNo('Motion', 'motion'),
    presence: yesNo('Presence', 'presence'),
    water: yesNo('Water leak', 'moisture'),
    leak: yesNo('Water leak', 'moisture'),
    wet: yesNo('Water leak', 'moisture'),
    smoke: yesNo('Smoke', 'smoke'),
    lowbatt: { ...yesNo('Battery low', 'battery'), diagnostic: true },
    low_batt: { ...yesNo('Battery low', 'battery'), diagnostic: true },
    charging: yesNo('Charging', 'battery_charging'),
    tamper: yesNo('Tamper', 'tamper'),
    vibration: yesNo('Vibration', 'vibration'),
    gpio: yesNo('Input', null),
    hcsr501: yesNo('Motion', 'motion'),
    touch: yesNo('Touch', null),
    button: field({ as: 'event', name: 'Button', stateClass: null }),
  } satisfies Record<string, Field>),
);

/** Identity, housekeeping and raw bytes. */
const NO_VALUE =
  /^(?:id|mac|mac_type|prmac|name|brand|manufacturer|model|model_id|type|cidc|acts|cont|track|encr|ctr|mfid|device|.*data|servicedatauuid|manufacturerid|uuid|major|minor|namespace|instance|packet.*|pid|token|SSID|ip|version|env|modules|mqtt.*|origin|unit|time|UTCtime|unixtime|ts|protocol|length|delay|mic|msgType|onlysensors|hasmacinfo|bleconnect|interval|scnct|gatewayName|cnct_count|disc_reason|eth|retain.*|volt_?unit|prefix)$/i;
const NUMBERED = /^(tempc|tempf|hum|open|volt|current|power|energy|button)(\d{1,2})$/;
const MAX_KEY = 40;

/** What a field is, by its key and a value; null: nothing to show. */
export function fieldOf(key: string, value: unknown): Field | null {
  if (key === '' || key.length > MAX_KEY || NO_VALUE.test(key)) return null;
  if (value === null || value === undefined || value === '' || typeof value === 'object')
    return null;
  const numbered = NUMBERED.exec(key);
  const known = BY_NAME.get(numbered?.[1] ?? key.toLowerCase());
  if (known !== undefined && fits(known, value)) {
    return numbered === null ? known : { ...known, name: `${known.name} ${numbered[2]}` };
  }
  return unknown(key, value);
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
  const isState = typeof value === 'string' && value.length <= 64 && /state|status|mode/i.test(key);
  return isState ? field({ as: 'text', name, stateClass: null }) : null;
}

/** The same value in another unit, which is not shown twice: degrees Fahrenheit beside Celsius. */
export const isDouble = (key: string, has: (key: string) => boolean): boolean =>
  /^tempf\d*$|_f$/.test(key) && has(key.replace(/^tempf/, 'tempc').replace(/_f$/, '_c'));

export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value)
    ? Number(value)
    : null;
}

const YES = /^(?:true|on|1|yes|open|opened|high|detected|present|home|wet|low battery)$/;
const NO = /^(?:false|off|0|no|closed|close|low|clear|absent|not_home|dry|normal|ok)$/;

export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const word = String(value).trim().toLowerCase();
  return YES.test(word) ? true : NO.test(word) ? false : null;
}
