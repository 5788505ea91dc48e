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

export const field = (given: Given): Field => ({
  ...{ as: 'number', deviceClass: null, unit: null, stateClass: 'measurement' },
  ...{ diagnostic: false, enabled: true },
  ...given,
});
export const measured = (name: string, deviceClass: string | null, unit: string | null): Field =>
  field({ name, deviceClass, unit });
export const yesNo = (name: string, deviceClass: string | null): Field =>
  field({ as: 'boolean', name, deviceClass, stateClass: null });
const housekeeping = (name: string, deviceClass: string | null, unit: string | null): Field =>
  field({ name, deviceClass, unit, diagnostic: true });

/** Names of fields as the decoders write them; the old ones had topics of their own. */
export const NAMED_FIELDS: ReadonlyMap<string, Field> = new Map(
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
    altim: measured('Altitude', 'distance', 'm'),
    altift: measured('Altitude', 'distance', 'ft'),
    gravity: measured('Gravity', null, 'SG'),
    level: measured('Level', null, '%'),
    lightlevel: measured('Light level', null, null),
    darkness: measured('Darkness', 'illuminance', 'lx'),
    lvl_cm: measured('Level', 'distance', 'cm'),
    lvl_in: measured('Level', 'distance', 'in'),
    position: measured('Position', null, '%'),
    litres: { ...measured('Water', 'water', 'L'), stateClass: 'total_increasing' },
    seconds: measured('Duration', 'duration', 's'),
    rot: measured('Rotation', null, '°'),
    tempc2_dp: measured('Dew point', 'temperature', '°C'),
    tempf2_dp: measured('Dew point', 'temperature', '°F'),
    tempc_max: measured('Temperature max', 'temperature', '°C'),
    tempc_min: measured('Temperature min', 'temperature', '°C'),
    tempf_max: measured('Temperature max', 'temperature', '°F'),
    tempf_min: measured('Temperature min', 'temperature', '°F'),
    steps: { ...measured('Steps', null, 'steps'), stateClass: 'total_increasing' },
    act_bpm: measured('Heart rate', null, 'bpm'),
    bpm: measured('Heart rate', null, 'bpm'),
    accx: measured('Acceleration x', null, 'm/s²'),
    accy: measured('Acceleration y', null, 'm/s²'),
    accz: measured('Acceleration z', null, 'm/s²'),
    x_axis: measured('Acceleration x', null, 'm/s²'),
    y_axis: measured('Acceleration y', null, 'm/s²'),
    z_axis: measured('Acceleration z', null, 'm/s²'),
    gyrx: measured('Rotation x', null, '°/s'),
    gyry: measured('Rotation y', null, '°/s'),
    gyrz: measured('Rotation z', null, '°/s'),
    uptime: housekeeping('Uptime', 'duration', 's'),
    freemem: housekeeping('Free memory', 'data_size', 'B'),
    rssi: housekeeping('RSSI', 'signal_strength', 'dBm'),
    txpower: { ...housekeeping('Transmit power', 'signal_strength', 'dBm'), enabled: false },
    tx: { ...housekeeping('Transmit power', 'signal_strength', 'dBm'), enabled: false },
    open: yesNo('Contact', 'door'),
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
    alarm: yesNo('Alarm', 'problem'),
    moving: yesNo('Moving', 'moving'),
    unlocked: yesNo('Lock', 'lock'),
    'plugged-in': yesNo('Plug', 'plug'),
    extprobe: yesNo('External probe', 'plug'),
    vibration: yesNo('Vibration', 'vibration'),
    gpio: yesNo('Input', null),
    hcsr501: yesNo('Motion', 'motion'),
    touch: yesNo('Touch', null),
    button: field({ as: 'event', name: 'Button', stateClass: null }),
  } satisfies Record<string, Field>),
);
