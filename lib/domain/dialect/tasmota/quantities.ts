import { normalUnit } from '../home-assistant/classes.ts';
import { infer } from '../infer/infer.ts';
import type { Fields } from './body.ts';

/** What a sensor's value measures. */
export type Quantity = {
  readonly deviceClass: string | null;
  readonly unit: string | null;
  readonly stateClass: 'measurement' | 'measurement_angle' | 'total' | 'total_increasing' | null;
};

/** Units that a device tells once for all its sensors, and what they are if it does not. */
const SHARED_UNITS = { TempUnit: '°C', PressureUnit: 'hPa', SpeedUnit: 'km/h' } as const;
type SharedUnit = keyof typeof SHARED_UNITS;

const measured = (deviceClass: string | null, unit: string | null): Quantity => ({
  deviceClass,
  unit,
  stateClass: 'measurement',
});
const energy: Quantity = { deviceClass: 'energy', unit: 'kWh', stateClass: 'total' };
const counter: Quantity = { ...energy, stateClass: 'total_increasing' };
const reactiveEnergy: Quantity = {
  deviceClass: 'reactive_energy',
  unit: 'kvarh',
  stateClass: 'total',
};

/** By the name of a value, as the firmware's drivers write them. */
const BY_NAME: ReadonlyMap<string, Quantity> = new Map(
  Object.entries({
    ApparentPower: measured('apparent_power', 'VA'),
    ReactivePower: measured('reactive_power', 'var'),
    Power: measured('power', 'W'),
    ActivePower: measured('power', 'W'),
    Factor: measured('power_factor', null),
    Frequency: measured('frequency', 'Hz'),
    Voltage: measured('voltage', 'V'),
    Current: measured('current', 'A'),
    CurrentNeutral: measured('current', 'A'),
    PhaseAngle: measured(null, '°'),
    Total: energy,
    Energy: energy,
    Today: { ...energy, stateClass: 'total_increasing' },
    Yesterday: { ...energy, stateClass: null },
    ImportActive: energy,
    ExportActive: energy,
    ImportReactive: reactiveEnergy,
    ExportReactive: reactiveEnergy,
    TotalTariff: energy,
    ExportTariff: energy,
    Period: { deviceClass: 'energy', unit: 'Wh', stateClass: null },
    Humidity: measured('humidity', '%'),
    Battery: measured('battery', '%'),
    BatteryPercentage: measured('battery', '%'),
    BatteryVoltage: measured('voltage', 'V'),
    Moisture: measured('moisture', '%'),
    Illuminance: measured('illuminance', 'lx'),
    Ambient: measured('illuminance', 'lx'),
    Distance: measured('distance', 'cm'),
    Weight: measured('weight', 'kg'),
    CarbonDioxide: measured('carbon_dioxide', 'ppm'),
    CO2: measured('carbon_dioxide', 'ppm'),
    eCO2: measured('carbon_dioxide', 'ppm'),
    CarbonMonoxide: measured('carbon_monoxide', 'ppm'),
    TVOC: measured('volatile_organic_compounds_parts', 'ppb'),
    Gas: measured(null, 'kOhm'),
    CCT: measured(null, 'K'),
    PM1: measured('pm1', 'µg/m³'),
    'PM2.5': measured('pm25', 'µg/m³'),
    PM10: measured('pm10', 'µg/m³'),
    CF1: measured(null, 'µg/m³'),
    'CF2.5': measured(null, 'µg/m³'),
    CF10: measured(null, 'µg/m³'),
    UvIndex: measured(null, null),
    Noise: measured('sound_pressure', 'dB'),
    RSSI: measured('signal_strength', 'dBm'),
    LinkQuality: measured(null, null),
    aHumidity: measured('absolute_humidity', 'g/m³'),
    AbsoluteHumidity: measured('absolute_humidity', 'g/m³'),
    UvLevel: measured(null, null),
    UvPower: measured('irradiance', 'W/m²'),
    WeightRaw: measured(null, null),
    Range: measured(null, null),
    Export: energy,
    // Meters by script, as the documentation's descriptors name them.
    E_in: counter,
    E_out: counter,
    P: measured('power', 'W'),
    HZ: measured('frequency', 'Hz'),
  } satisfies Record<string, Quantity>),
);

/** Particle counts are per decilitre. */
const PARTICLES = /^PB\d/;
/** Names whose unit the device tells apart. */
const SHARED: ReadonlyMap<string, readonly [string, SharedUnit]> = new Map([
  ['Temperature', ['temperature', 'TempUnit']],
  ['DewPoint', ['temperature', 'TempUnit']],
  ['HeatIndex', ['temperature', 'TempUnit']],
  ['ObjectTemperature', ['temperature', 'TempUnit']],
  ['AmbientTemperature', ['temperature', 'TempUnit']],
  ['OBJTMP', ['temperature', 'TempUnit']],
  ['AMBTMP', ['temperature', 'TempUnit']],
  ['Pressure', ['pressure', 'PressureUnit']],
  ['SeaPressure', ['pressure', 'PressureUnit']],
  ['QFE', ['pressure', 'PressureUnit']],
  ['QNH', ['pressure', 'PressureUnit']],
  ['Speed', ['speed', 'SpeedUnit']],
]);
/** Drivers whose values are not what their names say elsewhere. */
const BY_DRIVER: Readonly<Record<string, Readonly<Record<string, Quantity>>>> = {
  // A lightning detector: the energy of a stroke has no unit.
  AS3935: { Distance: measured('distance', 'km'), Energy: measured(null, null) },
};
/** Counters of pulses: `COUNTER C1`. */
const COUNTER = /^COUNTER$/i;
/** Drivers whose names are made by their owner: only there is a name worth a guess. */
const KNOWN_DRIVER_LEAF = /^(?:Min|Max|Avg|Act|Dir|Deg|Range|Card|Id|Proximity|Red|Green|Blue)$/;

/**
 * What a number at a path measures: by its last name, or for drivers that nest (`TX23 Speed Act`)
 * by the name before. Names of the owner's own (meters by script) are guessed.
 */
export function quantityOf(
  path: readonly (string | number)[],
  value: number | null,
  root: Fields,
): Quantity {
  const names = path.filter((part) => typeof part === 'string');
  const own = BY_DRIVER[names[0] ?? '']?.[names[1] ?? ''];
  if (own !== undefined) return own;
  for (const name of [names.at(-1), names.length > 2 ? names.at(-2) : undefined]) {
    if (name === undefined) continue;
    const plain = name.replace(/\d+$/, '');
    for (const spelled of [name, plain]) {
      const found = BY_NAME.get(spelled);
      if (found !== undefined) return found;
      const shared = SHARED.get(spelled);
      if (shared !== undefined) return measured(shared[0], sharedUnit(shared[1], root));
    }
    if (PARTICLES.test(name)) return measured(null, 'ppd');
  }
  const [driver = '', last = ''] = [names[0], names.at(-1)];
  if (COUNTER.test(driver))
    return { deviceClass: null, unit: null, stateClass: 'total_increasing' };
  if (names.length < 2 || value === null || last.length < 3 || KNOWN_DRIVER_LEAF.test(last))
    return measured(null, null);
  const guess = infer([last], driver, { type: 'number', value, unit: null }, null);
  if (guess?.as !== 'number') return measured(null, null);
  const { deviceClass, unit, stateClass } = guess;
  return { deviceClass, unit, stateClass: stateClass as Quantity['stateClass'] };
}

/** The units a message tells for all its sensors, as one text to compare. */
export const sharedUnitsOf = (root: Fields): string =>
  Object.keys(SHARED_UNITS)
    .map((key) => (typeof root[key] === 'string' ? root[key] : ''))
    .join(' ');

function sharedUnit(key: SharedUnit, root: Fields): string {
  const told = root[key];
  return (typeof told === 'string' ? normalUnit(told.slice(0, 16)) : null) ?? SHARED_UNITS[key];
}
