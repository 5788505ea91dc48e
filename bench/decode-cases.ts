import { bridgeDevices, lampState } from './zigbee-devices.ts';

/** What devices say once about themselves, and what they say all day. */
export type DecodeCase = {
  readonly name: string;
  readonly definitions: readonly (readonly [topic: string, payload: unknown])[];
  /** The nth message of the steady stream. */
  readonly steady: (n: number) => readonly [topic: string, payload: unknown];
};

const degrees = (n: number): number => 18 + (n % 90) / 10;

/** The same dozen devices speak in turn, with other values each time. */
const DEVICES = 12;

export const CASES: readonly DecodeCase[] = [
  {
    name: 'plain number',
    definitions: [],
    steady: (n) => [`sensors/room-${n % DEVICES}/temperature`, degrees(n).toFixed(1)],
  },
  {
    name: 'JSON sensor of 6 values',
    definitions: [],
    steady: (n) => [
      `garden/node-${n % DEVICES}`,
      {
        temperature: degrees(n),
        humidity: 40 + (n % 30),
        pressure: 1000 + (n % 25),
        battery: 3 + (n % 12) / 10,
        illuminance: n % 2000,
        motion: n % 3 === 0,
      },
    ],
  },
  {
    name: 'Home Assistant discovery with templates',
    definitions: Array.from({ length: DEVICES }, (_, device) =>
      ['temperature', 'humidity', 'pressure', 'voltage', 'linkquality'].map(
        (quantity): readonly [string, unknown] => [
          `homeassistant/sensor/bench_${device}/${quantity}/config`,
          {
            name: quantity,
            unique_id: `bench_${device}_${quantity}`,
            state_topic: `weather/${device}/state`,
            value_template: `{{ value_json.${quantity} }}`,
            device: { identifiers: [`bench_${device}`], name: `Bench ${device}` },
          },
        ],
      ),
    ).flat(),
    steady: (n) => [
      `weather/${n % DEVICES}/state`,
      {
        temperature: degrees(n),
        humidity: 40 + (n % 30),
        pressure: 1000 + (n % 25),
        voltage: 2900 + (n % 100),
        linkquality: n % 255,
      },
    ],
  },
  {
    name: 'Zigbee2MQTT lamp of 20 entities',
    definitions: [['zigbee2mqtt/bridge/devices', bridgeDevices(DEVICES)]],
    steady: (n) => [`zigbee2mqtt/device-${n % DEVICES}`, lampState(n)],
  },
  {
    name: 'Tasmota SENSOR',
    definitions: Array.from({ length: DEVICES }, (_, n) => tasmota(n)).flat(),
    steady: (n) => [
      `tele/tasmota_${n % DEVICES}/SENSOR`,
      {
        Time: '2024-01-01T12:00:00',
        ENERGY: {
          TotalStartTime: '2023-01-01T00:00:00',
          Total: 100 + n / 1000,
          Yesterday: 1.2,
          Today: (n % 1000) / 1000,
          Power: n % 2000,
          ApparentPower: n % 2100,
          ReactivePower: n % 50,
          Factor: 0.95,
          Voltage: 228 + (n % 7),
          Current: (n % 90) / 10,
        },
      },
    ],
  },
  {
    name: 'Homie property',
    definitions: Array.from({ length: DEVICES }, (_, n) => homie(n)).flat(),
    steady: (n) => [`homie/bench-${n % DEVICES}/climate/temperature`, degrees(n).toFixed(1)],
  },
  {
    name: 'Shelly status notification',
    definitions: Array.from({ length: DEVICES }, (_, n): readonly [string, unknown] => [
      `shellyplus1pm-${shellyMac(n)}/status/switch:0`,
      shellySwitch(0),
    ]),
    steady: (n) => [
      `shellyplus1pm-${shellyMac(n % DEVICES)}/events/rpc`,
      {
        src: `shellyplus1pm-${shellyMac(n % DEVICES)}`,
        dst: `shellyplus1pm-${shellyMac(n % DEVICES)}/events`,
        method: 'NotifyStatus',
        params: { ts: 1_704_110_400.25, 'switch:0': shellySwitch(n) },
      },
    ],
  },
];

function shellyMac(n: number): string {
  return `a8032ab${(0x10000 + n).toString(16)}`;
}

function shellySwitch(n: number) {
  return {
    id: 0,
    source: 'button',
    output: n % 2 === 0,
    apower: n % 2000,
    voltage: 229.4,
    current: (n % 90) / 10,
    aenergy: { total: 100 + n, by_minute: [1, 2, 3], minute_ts: 1_704_110_400 },
    temperature: { tC: 40 + (n % 9), tF: 104 },
  };
}

function tasmota(n: number): readonly (readonly [string, unknown])[] {
  const mac = `5CCF7F${(0x100000 + n).toString(16).toUpperCase()}`;
  const topic = `tasmota_${n}`;
  const ENERGY = { Total: 1, Yesterday: 1, Today: 1, Power: 1, ApparentPower: 1, ReactivePower: 1 };
  return [
    [
      `tasmota/discovery/${mac}/config`,
      {
        ip: '192.0.2.1',
        dn: `Plug ${n}`,
        fn: [`Plug ${n}`, null, null, null, null, null, null, null],
        hn: `plug-${n}`,
        mac,
        md: 'Gosund SP1',
        ty: 0,
        if: 0,
        ofln: 'Offline',
        onln: 'Online',
        state: ['OFF', 'ON', 'TOGGLE', 'HOLD'],
        sw: '13.3.0',
        t: topic,
        ft: '%prefix%/%topic%/',
        tp: ['cmnd', 'stat', 'tele'],
        rl: [1, 0, 0, 0, 0, 0, 0, 0],
        swc: [-1, -1, -1, -1, -1, -1, -1, -1],
        swn: [null, null, null, null, null, null, null, null],
        btn: [0, 0, 0, 0, 0, 0, 0, 0],
        so: { 4: 0, 11: 0, 13: 0, 17: 0, 20: 0, 30: 0, 68: 0, 73: 0, 82: 0, 114: 0, 117: 0 },
        lk: 0,
        lt_st: 0,
        sho: [0, 0, 0, 0],
        ver: 1,
      },
    ],
    [
      `tasmota/discovery/${mac}/sensors`,
      {
        sn: {
          Time: '2024-01-01T12:00:00',
          ENERGY: { ...ENERGY, Factor: 1, Voltage: 230, Current: 1 },
        },
        ver: 1,
      },
    ],
  ];
}

function homie(n: number): readonly (readonly [string, unknown])[] {
  return Object.entries({
    $homie: '4.0.0',
    $name: `Bench ${n}`,
    $nodes: 'climate',
    $state: 'ready',
    'climate/$name': 'Climate',
    'climate/$type': 'sensor',
    'climate/$properties': 'temperature',
    'climate/temperature/$name': 'Temperature',
    'climate/temperature/$datatype': 'float',
    'climate/temperature/$unit': '°C',
  }).map(([path, payload]) => [`homie/bench-${n}/${path}`, payload] as const);
}
