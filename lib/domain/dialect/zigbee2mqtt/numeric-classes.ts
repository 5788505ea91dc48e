import { normalUnit, sensorClass } from '../home-assistant/classes.ts';

/** What a numeric property measures. */
export type NumericMeaning = {
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  readonly category: 'config' | 'diagnostic' | null;
  readonly enabled: boolean;
};

const TOTAL = 'total_increasing';

/** Device classes by the names that converters give their properties. */
const BY_NAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    absolute_humidity: 'absolute_humidity',
    ac_frequency: 'frequency',
    aqi: 'aqi',
    battery: 'battery',
    battery2: 'battery',
    battery_voltage: 'voltage',
    co: 'carbon_monoxide',
    co2: 'carbon_dioxide',
    conductivity: 'conductivity',
    current: 'current',
    distance: 'distance',
    eco2: 'carbon_dioxide',
    energy: 'energy',
    flow: 'volume_flow_rate',
    frequency: 'frequency',
    gas: 'gas',
    gust_speed: 'wind_speed',
    humidity: 'humidity',
    illuminance: 'illuminance',
    illuminance_lux: 'illuminance',
    moisture: 'moisture',
    noise: 'sound_pressure',
    ph: 'ph',
    pm1: 'pm1',
    pm10: 'pm10',
    pm25: 'pm25',
    power: 'power',
    power_apparent: 'apparent_power',
    power_factor: 'power_factor',
    power_reactive: 'reactive_power',
    precipitation: 'precipitation',
    pressure: 'atmospheric_pressure',
    rain_rate: 'precipitation_intensity',
    rssi: 'signal_strength',
    soil_fertility: 'conductivity',
    soil_moisture: 'moisture',
    target_distance: 'distance',
    temperature: 'temperature',
    voltage: 'voltage',
    water_consumed: 'water',
    wind_direction: 'wind_direction',
    wind_speed: 'wind_speed',
  }),
);

const NAMES = [...BY_NAME.keys()];

/** Units that leave little doubt what they are a measure of. */
const BY_UNIT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '°C': 'temperature',
    '°F': 'temperature',
    A: 'current',
    Hz: 'frequency',
    V: 'voltage',
    VA: 'apparent_power',
    W: 'power',
    Wh: 'energy',
    dBm: 'signal_strength',
    hPa: 'pressure',
    kPa: 'pressure',
    kVA: 'apparent_power',
    kW: 'power',
    kWh: 'energy',
    kvar: 'reactive_power',
    kvarh: 'reactive_energy',
    lx: 'illuminance',
    mA: 'current',
    mV: 'voltage',
    'm³/h': 'volume_flow_rate',
    'L/min': 'volume_flow_rate',
    var: 'reactive_power',
    varh: 'reactive_energy',
  }),
);

const COUNTED = new Set(['energy', 'reactive_energy', 'water', 'gas', 'precipitation']);
/** Measured without a unit. */
const UNITLESS = new Set([
  ...[
    'gas_density',
    'heat_stress',
    'illuminance_raw',
    'load_estimate',
    'occupancy_level',
    'people',
  ],
  ...['smoke_density', 'uv_index', 'voc_index', 'x_axis', 'y_axis', 'z_axis'],
]);
const DURATIONS = new Set([
  's',
  'sec',
  'second',
  'seconds',
  'min',
  'minute',
  'minutes',
  'h',
  'hour',
  'hours',
  'ms',
  'd',
  'day',
  'days',
]);

/** Names that are about the device and not about the home. */
const DIAGNOSTIC = new Set([
  ...['battery', 'battery2', 'battery_voltage', 'cpu_temperature', 'device_temperature'],
  ...['linkquality', 'power_outage_count', 'rssi', 'trigger_count'],
]);
/** Names of settings, besides those with a telling ending. */
const SETTINGS = new Set([
  ...['auto_relock_time', 'boost_time', 'calibration', 'duration', 'minimum_on_level', 'precision'],
  ...['reporting_time', 'transition', 'measurement_poll_interval', 'occupancy_sensitivity'],
]);
const SETTING_ENDINGS =
  /(^|_)(timeout|calibration|offset|interval|threshold|sensitivity|limit|max|min|delay|startup)$/;

/** Phases, channels and endpoints that a name may carry behind the quantity. */
const CHANNEL = /_(phase_)?([abc]|[1-9]|l[1-9])$/;

/** Class, unit and statistics of a numeric property, by its name and, failing that, by its unit. */
export function numericMeaning(
  name: string,
  rawUnit: string | null,
  settable: boolean,
): NumericMeaning {
  const unit = normalUnit(rawUnit === 'VAR' ? 'var' : rawUnit);
  const deviceClass = settable ? settableClass(name, unit) : classOf(name, unit);
  return {
    deviceClass,
    stateClass: settable ? null : statistics(name, unit, deviceClass),
    unit,
    category: categoryOf(name, settable),
    enabled: name !== 'linkquality',
  };
}

function classOf(name: string, unit: string | null): string | null {
  const stem = name.replace(CHANNEL, '');
  const ending = NAMES.find((known) => stem.endsWith(`_${known}`));
  const named = BY_NAME.get(name) ?? BY_NAME.get(stem) ?? compound(stem, unit);
  // Before version 1.40 illuminance without a unit was the raw value of the sensor.
  if (named === 'illuminance' && unit === null) return null;
  const byUnit = unit === null ? undefined : BY_UNIT.get(unit);
  const byEnding = ending === undefined || unit === null ? undefined : BY_NAME.get(ending);
  for (const candidate of [named, byEnding, byUnit]) {
    const fitting = sensorClass(candidate ?? null, unit);
    if (fitting !== null) return fitting;
  }
  return null;
}

/** Volatile compounds are measured in parts or by weight. */
function compound(stem: string, unit: string | null): string | undefined {
  if (stem !== 'voc' && stem !== 'tvoc') return undefined;
  return unit === 'ppb' || unit === 'ppm'
    ? 'volatile_organic_compounds_parts'
    : unit === null
      ? undefined
      : 'volatile_organic_compounds';
}

/** A setting is a temperature, or a plain number with a unit. */
const settableClass = (name: string, unit: string | null) =>
  (unit === '°C' || unit === '°F') && /temperature|setpoint/.test(name) ? 'temperature' : null;

function statistics(name: string, unit: string | null, deviceClass: string | null): string | null {
  if (deviceClass === 'wind_direction') return 'measurement_angle';
  if (deviceClass !== null) return COUNTED.has(deviceClass) ? TOTAL : 'measurement';
  if (UNITLESS.has(name)) return 'measurement';
  return unit === null || DURATIONS.has(unit) ? null : 'measurement';
}

function categoryOf(name: string, settable: boolean): NumericMeaning['category'] {
  if (DIAGNOSTIC.has(name)) return 'diagnostic';
  if (!settable) return null;
  return SETTINGS.has(name) || SETTING_ENDINGS.test(name) ? 'config' : null;
}
