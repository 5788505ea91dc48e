import { readdirSync, readFileSync } from 'node:fs';

/** An expose of a number, a yes or no, or a choice that is only read. */
const numeric = (name: string, unit: string, access = 1) => ({
  type: 'numeric',
  name,
  label: name,
  property: name,
  access,
  unit,
});

/** A lamp with what makers add to it: about twenty things to show. */
const LAMP = [
  {
    type: 'light',
    features: [
      {
        type: 'binary',
        name: 'state',
        label: 'State',
        property: 'state',
        access: 7,
        value_on: 'ON',
        value_off: 'OFF',
        value_toggle: 'TOGGLE',
      },
      { ...numeric('brightness', '', 7), value_min: 0, value_max: 254 },
      { ...numeric('color_temp', 'mired', 7), value_min: 153, value_max: 500 },
      {
        type: 'composite',
        name: 'color_xy',
        label: 'Color',
        property: 'color',
        access: 7,
        features: [numeric('x', '', 7), numeric('y', '', 7)],
      },
    ],
  },
  ...['power', 'voltage', 'current', 'energy', 'device_temperature', 'humidity', 'pressure'].map(
    (name, i) => numeric(name, ['W', 'V', 'A', 'kWh', '°C', '%', 'hPa'][i] ?? ''),
  ),
  ...['illuminance', 'co2', 'pm25', 'battery', 'linkquality', 'power_outage_count'].map((name) =>
    numeric(name, ''),
  ),
  ...['occupancy', 'tamper', 'water_leak'].map((name) => ({
    type: 'binary',
    name,
    label: name,
    property: name,
    access: 1,
    value_on: true,
    value_off: false,
  })),
  ...['power_on_behavior', 'sensitivity'].map((name) => ({
    type: 'enum',
    name,
    label: name,
    property: name,
    access: 7,
    values: ['off', 'on', 'toggle', 'previous'],
  })),
  { ...numeric('transition', 's', 7), value_min: 0, value_max: 100 },
];

const address = (n: number): string => `0x00158d00${(0x10000000 + n).toString(16)}`;

/** What `bridge/devices` says of so many lamps. */
export const bridgeDevices = (count: number): readonly unknown[] =>
  Array.from({ length: count }, (_, n) => ({
    ieee_address: address(n),
    type: 'Router',
    network_address: 1000 + n,
    supported: true,
    disabled: false,
    friendly_name: `device-${n}`,
    definition: {
      model: 'BENCH-1',
      vendor: 'Bench',
      description: 'A lamp with sensors',
      exposes: LAMP,
      options: [],
    },
    power_source: 'Mains (single phase)',
    interview_completed: true,
    interviewing: false,
    endpoints: {},
  }));

/** The nth state of a lamp. */
export const lampState = (n: number) => ({
  state: n % 2 === 0 ? 'ON' : 'OFF',
  brightness: n % 255,
  color_temp: 153 + (n % 300),
  color: { x: 0.3 + (n % 30) / 100, y: 0.3 },
  color_mode: 'color_temp',
  power: n % 60,
  voltage: 228 + (n % 7),
  current: (n % 90) / 100,
  energy: n / 1000,
  device_temperature: 30 + (n % 9),
  humidity: 40 + (n % 30),
  pressure: 1000 + (n % 25),
  illuminance: n % 2000,
  co2: 400 + (n % 800),
  pm25: n % 30,
  battery: 90,
  linkquality: n % 255,
  power_outage_count: 3,
  occupancy: n % 3 === 0,
  tamper: false,
  water_leak: false,
  power_on_behavior: 'previous',
  sensitivity: 'on',
  transition: 1,
});

const CAPTURED = 'tests/fixtures/mqtt/zigbee2mqtt';

type Fixture = {
  readonly messages: readonly { readonly topic: string; readonly payload: string }[];
};

/** A list of so many devices as real bridges describe them: what was captured, over and over. */
export function capturedDevices(count: number): readonly unknown[] {
  const devices = readdirSync(CAPTURED)
    .map((file) => JSON.parse(readFileSync(`${CAPTURED}/${file}`, 'utf8')) as Fixture)
    .flatMap(({ messages }) => messages)
    .filter(({ topic, payload }) => topic.endsWith('/bridge/devices') && payload)
    .flatMap(({ payload }) => JSON.parse(payload) as { readonly definition?: unknown }[])
    .filter(({ definition }) => definition);
  return Array.from({ length: count }, (_, n) => ({
    ...devices[n % devices.length],
    ieee_address: address(n),
    friendly_name: `device-${n}`,
  }));
}
