import { MINUTE } from '../house/clock.ts';
import type { House } from '../house/house.ts';
import { clamp } from '../house/weather.ts';
import { airing } from './contact.ts';
import { type Device, device, retained, round, type Say } from './device.ts';
import { announce, type Described, QUANTITIES } from './discovery.ts';
import { battery } from './motion.ts';

/** One Zigbee device: what it is, what its state holds at a time, when it speaks by itself. */
type Node = Described & {
  readonly ieee: string;
  readonly state: (t: number) => Readonly<Record<string, number | boolean>>;
  readonly edges: (from: number, to: number) => readonly number[];
  readonly entities: readonly {
    readonly component: 'sensor' | 'binary_sensor';
    readonly key: string;
    readonly config: Readonly<Record<string, unknown>>;
  }[];
};

const BASE = 'zigbee2mqtt';
const BRIDGE_STATE = `${BASE}/bridge/state`;

/** A Zigbee bridge in the shape of Zigbee2MQTT: one client that speaks for several devices. */
export function zigbeeBridge(house: House): Device {
  const nodes = nodesOf(house);
  return device({
    id: 'zigbee-bridge',
    will: retained(BRIDGE_STATE, { state: 'offline' }),
    hello: [
      ...nodes.flatMap((node) => node.entities.map((entity) => announceEntity(node, entity))),
      retained(BRIDGE_STATE, { state: 'online' }),
    ],
    everyMs: 25_000,
    pastEveryMs: 30 * MINUTE,
    edges: (from, to) => nodes.flatMap((node) => node.edges(from, to)).sort((a, b) => a - b),
    report: (t) => nodes.map((node) => retained(`${BASE}/${node.name}`, node.state(t))),
  });
}

function announceEntity(node: Node, { component, key, config }: Node['entities'][number]): Say {
  const of = { ...node, id: node.ieee };
  return announce(of, component, key, {
    ...config,
    unique_id: `${node.ieee}_${key}_${BASE}`,
    state_topic: `${BASE}/${node.name}`,
    value_template: `{{ value_json.${key} }}`,
    availability: [{ topic: BRIDGE_STATE, value_template: '{{ value_json.state }}' }],
  });
}

function nodesOf(house: House): readonly Node[] {
  const window = airing(house, 'Living room');
  const bath = house.temperature('Bathroom');
  const study = house.temperature('Study');
  const shower = house.awakeIn('Bathroom');
  const contactEntity = (deviceClass: string) => ({
    component: 'binary_sensor' as const,
    key: 'contact',
    // Zigbee2MQTT's contact is true when closed.
    config: { device_class: deviceClass, payload_on: false, payload_off: true },
  });
  const sensor = (key: 'temperature' | 'humidity' | 'battery') => ({
    component: 'sensor' as const,
    key,
    config: QUANTITIES[key],
  });
  return [
    {
      id: 'balcony-door',
      ieee: '0x00158d0004a1b2c3',
      name: 'Balcony door',
      room: 'Living room',
      manufacturer: 'Aqara',
      model: 'Door and window sensor',
      edges: window.edges,
      state: (t) => ({ contact: !window.on(t), battery: battery(house, t), linkquality: 112 }),
      entities: [contactEntity('door'), sensor('battery')],
    },
    {
      id: 'bathroom-climate',
      ieee: '0x00158d0005d6e7f8',
      name: 'Bathroom climate',
      room: 'Bathroom',
      manufacturer: 'Aqara',
      model: 'Temperature and humidity sensor',
      edges: () => [],
      state: (t) => ({
        temperature: round(bath(t), 2),
        humidity: round(clamp(52 + showerSteam(shower.spans(t - 90 * MINUTE, t), t), 0, 99), 1),
        battery: battery(house, t + 40 * 24 * 60 * MINUTE),
        linkquality: 84,
      }),
      entities: [sensor('temperature'), sensor('humidity'), sensor('battery')],
    },
    {
      id: 'study-climate',
      ieee: '0x00158d0009aabbcc',
      name: 'Study climate',
      room: 'Study',
      manufacturer: 'Sonoff',
      model: 'SNZB-02',
      edges: () => [],
      state: (t) => ({
        temperature: round(study(t), 2),
        humidity: round(clamp(45 + (house.weather.humidity(t) - 70) * 0.2, 25, 80), 1),
        battery: battery(house, t + 90 * 24 * 60 * MINUTE),
        linkquality: 61,
      }),
      entities: [sensor('temperature'), sensor('humidity'), sensor('battery')],
    },
    {
      id: 'kitchen-leak',
      ieee: '0x00158d000b0c0d0e',
      name: 'Sink leak sensor',
      room: 'Kitchen',
      manufacturer: 'Aqara',
      model: 'Water leak sensor',
      edges: () => [],
      state: (t) => ({ water_leak: false, battery: battery(house, t + 7e9), linkquality: 140 }),
      entities: [
        {
          component: 'binary_sensor',
          key: 'water_leak',
          config: { device_class: 'moisture', payload_on: true, payload_off: false },
        },
        sensor('battery'),
      ],
    },
  ];
}

/** Steam of the showers so far: rises during one, is gone an hour later. In % of humidity. */
function showerSteam(showers: readonly { from: number; to: number }[], t: number): number {
  return showers.reduce((most, { from, to }) => {
    const rise = 1 - Math.exp(-(Math.min(t, to) - from) / (7 * MINUTE));
    const decay = Math.exp(-Math.max(0, t - to) / (22 * MINUTE));
    return Math.max(most, 36 * rise * decay);
  }, 0);
}
