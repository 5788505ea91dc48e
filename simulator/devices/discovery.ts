import type { Room } from '../house/people.ts';
import { retained, type Say } from './device.ts';

/** Home Assistant's discovery messages, as firmwares announce themselves with them. */
export type Described = {
  readonly id: string;
  readonly name: string;
  readonly room: Room;
  readonly manufacturer: string;
  readonly model: string;
};

const ORIGIN = { name: 'Simulated home', sw_version: '1' };

/** The `device` object of a configuration. */
export function deviceOf({ id, name, room, manufacturer, model }: Described) {
  return {
    identifiers: [id],
    name,
    manufacturer,
    model,
    suggested_area: room,
    sw_version: '2.4.1',
  };
}

/** One entity by a topic of its own: `homeassistant/<component>/<device>/<object>/config`. */
export function announce(
  of: Described,
  component: string,
  object: string,
  config: Readonly<Record<string, unknown>>,
): Say {
  return retained(`homeassistant/${component}/${of.id}/${object}/config`, {
    unique_id: `${of.id}_${object}`,
    ...config,
    device: deviceOf(of),
    origin: ORIGIN,
  });
}

/** All entities of a device in one message: `homeassistant/device/<device>/config`. */
export function announceDevice(
  of: Described,
  shared: Readonly<Record<string, unknown>>,
  components: Readonly<Record<string, { platform: string } & Readonly<Record<string, unknown>>>>,
): Say {
  const cmps = Object.fromEntries(
    Object.entries(components).map(([object, { platform, ...config }]) => [
      object,
      { p: platform, unique_id: `${of.id}_${object}`, ...config },
    ]),
  );
  return retained(`homeassistant/device/${of.id}/config`, {
    dev: deviceOf(of),
    o: ORIGIN,
    ...shared,
    cmps,
  });
}

/** The sensors that many devices have. */
export const QUANTITIES = {
  temperature: {
    device_class: 'temperature',
    unit_of_measurement: '°C',
    state_class: 'measurement',
  },
  humidity: { device_class: 'humidity', unit_of_measurement: '%', state_class: 'measurement' },
  pressure: {
    device_class: 'atmospheric_pressure',
    unit_of_measurement: 'hPa',
    state_class: 'measurement',
  },
  co2: { device_class: 'carbon_dioxide', unit_of_measurement: 'ppm', state_class: 'measurement' },
  illuminance: {
    device_class: 'illuminance',
    unit_of_measurement: 'lx',
    state_class: 'measurement',
  },
  power: { device_class: 'power', unit_of_measurement: 'W', state_class: 'measurement' },
  energy: { device_class: 'energy', unit_of_measurement: 'kWh', state_class: 'total_increasing' },
  voltage: {
    device_class: 'voltage',
    unit_of_measurement: 'V',
    state_class: 'measurement',
    entity_category: 'diagnostic',
  },
  battery: {
    device_class: 'battery',
    unit_of_measurement: '%',
    state_class: 'measurement',
    entity_category: 'diagnostic',
  },
} as const;
