/** Device classes, their units and state classes (conventions §9). */

const SPEED = ['ft/s', 'in/d', 'in/h', 'in/s', 'km/h', 'kn', 'm/s', 'mph', 'mm/d', 'mm/s'];
const PRESSURE = [
  ...['cbar', 'bar', 'hPa', 'mmHg', 'inHg', 'kPa', 'mbar', 'Pa', 'psi', 'mPa', 'inH₂O'],
];
const CONCENTRATION = ['µg/m³'];
const ENERGY = [
  ...[
    'J',
    'kJ',
    'MJ',
    'GJ',
    'mWh',
    'Wh',
    'kWh',
    'MWh',
    'GWh',
    'TWh',
    'cal',
    'kcal',
    'Mcal',
    'Gcal',
  ],
];
const VOLUME = ['L', 'mL', 'gal', 'fl. oz.', 'm³', 'ft³', 'CCF', 'MCF'];
const RATES = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'B/s', 'kB/s', 'MB/s', 'GB/s'];
const SIZES = ['bit', 'kbit', 'Mbit', 'Gbit', 'B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];

/** Units each class goes with; `null` stands for "no unit", 'any' for whatever is sent. */
const SENSOR_UNITS: ReadonlyMap<string, readonly (string | null)[] | 'any'> = new Map(
  Object.entries({
    absolute_humidity: ['g/m³', 'mg/m³'],
    apparent_power: ['VA', 'mVA', 'kVA'],
    aqi: [null],
    area: ['m²', 'cm²', 'km²', 'mm²', 'in²', 'ft²', 'yd²', 'mi²', 'ac', 'ha'],
    atmospheric_pressure: PRESSURE,
    battery: ['%'],
    blood_glucose_concentration: ['mg/dL', 'mmol/L'],
    carbon_dioxide: ['ppm'],
    carbon_monoxide: ['ppm', 'µg/m³', 'mg/m³'],
    conductivity: ['µS/cm', 'mS/cm', 'S/cm'],
    current: ['A', 'mA'],
    data_rate: [...RATES, 'KiB/s', 'MiB/s', 'GiB/s'],
    data_size: [...SIZES, 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'],
    date: [null],
    distance: ['km', 'm', 'cm', 'mm', 'mi', 'nmi', 'yd', 'ft', 'in'],
    duration: ['d', 'h', 'min', 's', 'ms', 'µs'],
    energy: ENERGY,
    energy_distance: ['kWh/100km', 'Wh/km', 'mi/kWh', 'km/kWh'],
    energy_storage: ENERGY,
    enum: [null],
    frequency: ['Hz', 'kHz', 'MHz', 'GHz'],
    gas: ['L', 'm³', 'ft³', 'CCF', 'MCF'],
    humidity: ['%'],
    illuminance: ['lx'],
    irradiance: ['W/m²', 'BTU/(h⋅ft²)'],
    moisture: ['%'],
    monetary: 'any',
    nitrogen_dioxide: CONCENTRATION,
    nitrogen_monoxide: CONCENTRATION,
    nitrous_oxide: CONCENTRATION,
    ozone: CONCENTRATION,
    ph: [null],
    pm1: CONCENTRATION,
    pm10: CONCENTRATION,
    pm25: CONCENTRATION,
    pm4: CONCENTRATION,
    power: ['mW', 'W', 'kW', 'MW', 'GW', 'TW', 'BTU/h'],
    power_factor: ['%', null],
    precipitation: ['cm', 'in', 'mm'],
    precipitation_intensity: ['in/d', 'in/h', 'mm/d', 'mm/h'],
    pressure: PRESSURE,
    reactive_energy: ['varh', 'kvarh'],
    reactive_power: ['var', 'kvar', 'mvar'],
    signal_strength: ['dB', 'dBm'],
    sound_pressure: ['dB', 'dBA'],
    speed: SPEED,
    sulphur_dioxide: CONCENTRATION,
    temperature: ['°C', '°F', 'K'],
    temperature_delta: ['°C', '°F', 'K'],
    timestamp: [null],
    volatile_organic_compounds: ['µg/m³', 'mg/m³'],
    volatile_organic_compounds_parts: ['ppm', 'ppb'],
    voltage: ['V', 'mV', 'µV', 'kV', 'MV'],
    volume: VOLUME,
    volume_flow_rate: [
      ...['m³/h', 'm³/min', 'm³/s', 'ft³/min', 'L/h', 'L/min', 'L/s', 'gal/min', 'mL/s'],
    ],
    volume_storage: VOLUME,
    water: ['L', 'gal', 'm³', 'ft³', 'CCF', 'MCF'],
    weight: ['kg', 'g', 'mg', 'µg', 'oz', 'lb', 'st'],
    wind_direction: ['°'],
    wind_speed: ['Beaufort', ...SPEED],
  } satisfies Record<string, readonly (string | null)[] | 'any'>),
);

const BINARY_SENSOR_CLASSES: ReadonlySet<string> = new Set([
  ...['battery', 'battery_charging', 'carbon_monoxide', 'cold', 'connectivity', 'door'],
  ...['garage_door', 'gas', 'heat', 'light', 'lock', 'moisture', 'motion', 'moving', 'occupancy'],
  ...['opening', 'plug', 'power', 'presence', 'problem', 'running', 'safety', 'smoke', 'sound'],
  ...['tamper', 'update', 'vibration', 'window'],
]);

const SWITCH_CLASSES: ReadonlySet<string> = new Set(['outlet', 'switch']);

const STATE_CLASSES: ReadonlySet<string> = new Set([
  ...['measurement', 'measurement_angle', 'total', 'total_increasing'],
]);

/** Other spellings of units, with the micro sign unified (U+00B5, not the Greek letter). */
const UNIT_SPELLINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    C: '°C',
    degC: '°C',
    ºC: '°C',
    '℃': '°C',
    F: '°F',
    degF: '°F',
    ºF: '°F',
    '℉': '°F',
    lux: 'lx',
    Lux: 'lx',
    LUX: 'lx',
    l: 'L',
    m3: 'm³',
    m2: 'm²',
    'W/m2': 'W/m²',
    'm3/h': 'm³/h',
    'ug/m3': 'µg/m³',
    'ug/m³': 'µg/m³',
    'µg/m3': 'µg/m³',
    'mg/m3': 'mg/m³',
    kwh: 'kWh',
    KWh: 'kWh',
    wh: 'Wh',
    '%rH': '%',
    '%RH': '%',
    Mps: 'm/s',
    kph: 'km/h',
    VAR: 'var',
    VAr: 'var',
    kVAR: 'kvar',
    kVAr: 'kvar',
    VARh: 'varh',
    kVARh: 'kvarh',
    kVArh: 'kvarh',
    KHz: 'kHz',
    kpa: 'kPa',
    KPa: 'kPa',
    Bar: 'bar',
    db: 'dB',
    'l/min': 'L/min',
    'l/h': 'L/h',
    'l/s': 'L/s',
    liter: 'L',
    liters: 'L',
    litre: 'L',
    litres: 'L',
    'mm/hr': 'mm/h',
    Hours: 'h',
    hours: 'h',
    hour: 'h',
    hrs: 'h',
    sec: 's',
    secs: 's',
    second: 's',
    seconds: 's',
    Seconds: 's',
    mins: 'min',
    minute: 'min',
    minutes: 'min',
    Minutes: 'min',
    day: 'd',
    days: 'd',
    Days: 'd',
    Hpa: 'hPa',
    hpa: 'hPa',
    dbm: 'dBm',
    uS: 'µS',
    'uS/cm': 'µS/cm',
    lbs: 'lb',
    Watt: 'W',
    Volt: 'V',
  }),
);

/** A unit in its usual spelling; null if there is none. */
export function normalUnit(unit: string | null): string | null {
  const plain = unit?.trim().replaceAll('\u03bc', '\u00b5');
  return plain ? (UNIT_SPELLINGS.get(plain) ?? plain) : null;
}

/** The class if it exists and goes with the unit, else null: the value and its unit stay. */
export function sensorClass(name: string | null, unit: string | null): string | null {
  const units = name === null ? undefined : SENSOR_UNITS.get(name);
  if (units === undefined) return null;
  // A missing unit is a gap in the description, not a contradiction.
  return units === 'any' || unit === null || units.includes(unit) ? name : null;
}

export const binarySensorClass = (name: string | null) =>
  name !== null && BINARY_SENSOR_CLASSES.has(name) ? name : null;

export const switchClass = (name: string | null) =>
  name !== null && SWITCH_CLASSES.has(name) ? name : null;

export const stateClass = (name: string | null) =>
  name !== null && STATE_CLASSES.has(name) ? name : null;

/** Classes whose values are not numbers. */
export const isTextClass = (name: string | null) =>
  name === 'date' || name === 'enum' || name === 'timestamp';
