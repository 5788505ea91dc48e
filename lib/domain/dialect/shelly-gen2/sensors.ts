import { flag, measured, named, QUANTITY, told } from './measured.ts';
import { type ComponentType, type Fields, numberOrNull, type Part } from './part.ts';
import { pressed } from './switching.ts';

/** What a wall button or a contact does (Shelly API, Input, Notifications). */
export const PUSHES = [
  ...['single_push', 'double_push', 'triple_push', 'long_push', 'btn_down', 'btn_up'],
];

/** Occurrences that are told as events of the component. */
export const pushes = (types: readonly string[], isIn: (status: Fields) => boolean): Part => ({
  key: 'event',
  kind: 'event',
  name: (component) => component,
  deviceClass: 'button',
  capabilities: () => ({ eventTypes: types }),
  isIn,
  read: () => ({}),
  occurs: types,
});

export const INPUT: ComponentType = {
  label: 'Input',
  parts: [
    flag('state', (component) => component),
    // A null state: the input is a button, which is in no position.
    pushes(PUSHES, (status) => status['state'] === null),
    measured('percent', 'analog', QUANTITY.percent),
    measured('xpercent', 'analog value', QUANTITY.plain),
    measured('counts.total', 'counts', QUANTITY.count),
    measured('counts.xtotal', 'counted value', QUANTITY.count),
    measured('freq', 'frequency', QUANTITY.frequency),
    measured('xfreq', 'frequency value', QUANTITY.plain),
  ],
};

export const TEMPERATURE: ComponentType = {
  label: 'Temperature',
  parts: [measured('tC', null, QUANTITY.temperature)],
};

export const HUMIDITY: ComponentType = {
  label: 'Humidity',
  parts: [measured('rh', null, QUANTITY.humidity)],
};

export const ILLUMINANCE: ComponentType = {
  label: 'Illuminance',
  parts: [
    measured('lux', null, QUANTITY.illuminance),
    told('illumination', (component) => `${component} level`, {
      deviceClass: 'enum',
      capabilities: () => ({ options: ['dark', 'twilight', 'bright'] }),
    }),
  ],
};

export const VOLTMETER: ComponentType = {
  label: 'Voltmeter',
  parts: [
    measured('voltage', null, QUANTITY.voltage),
    measured('xvoltage', 'value', QUANTITY.plain),
  ],
};

/** The device's own battery is simply "Battery"; a second one has its number. */
const battery = (component: string) => component.replace(/ 0$/, '');

export const DEVICE_POWER: ComponentType = {
  label: 'Battery',
  parts: [
    { ...measured('battery.percent', null, QUANTITY.battery), name: battery },
    {
      ...measured('battery.V', null, { ...QUANTITY.voltage, category: 'diagnostic' }),
      name: (component) => `${battery(component)} voltage`,
    },
    flag('external.present', () => 'External power', {
      deviceClass: 'plug',
      category: 'diagnostic',
    }),
  ],
};

const alarm = (label: string, deviceClass: string, mute: string | null): ComponentType => ({
  label,
  parts: [
    flag('alarm', (component) => component, { deviceClass }),
    flag('mute', (component) => `${component} muted`, { category: 'diagnostic' }),
    ...(mute === null
      ? []
      : [
          pressed(
            'mute_alarm',
            (component) => `${component} mute`,
            (status) => typeof status['alarm'] === 'boolean',
            ({ id }) => ({ method: mute, params: { id } }),
          ),
        ]),
  ],
});

export const SMOKE = alarm('Smoke', 'smoke', 'Smoke.Mute');
export const FLOOD = alarm('Flood', 'moisture', null);

export const MOTION: ComponentType = {
  label: 'Motion',
  parts: [flag('motion', (component) => component, { deviceClass: 'motion' })],
};

export const PRESENCE: ComponentType = {
  label: 'Presence',
  parts: [
    flag('state', (component) => component, { deviceClass: 'occupancy' }),
    flag('value', (component) => component, { deviceClass: 'occupancy' }),
    measured('num_objects', 'objects', QUANTITY.plain),
  ],
};
export const PRESENCE_ZONE: ComponentType = { ...PRESENCE, label: 'Presence zone' };
export const OCCUPANCY: ComponentType = { ...PRESENCE, label: 'Occupancy' };

/** What a device tells of a Bluetooth device that it has paired. */
export const BTHOME_DEVICE: ComponentType = {
  label: 'BTHome device',
  parts: [
    measured('battery', 'battery', QUANTITY.battery),
    measured('rssi', 'signal strength', QUANTITY.signal),
    pushes([...PUSHES, 'rotate_left', 'rotate_right', 'hold'], () => false),
  ],
};

/** One value of a Bluetooth device; which one only its configuration says. */
export const BTHOME_SENSOR: ComponentType = {
  label: 'BTHome sensor',
  parts: [
    {
      ...measured('value', null, QUANTITY.plain),
      isIn: (status) => typeof numberOrNull(status['value']) === 'number',
    },
    { ...flag('value', (component) => component), key: 'value.on' },
    {
      ...told('value', (component) => component),
      key: 'value.text',
      isIn: (status) => typeof status['value'] === 'string',
    },
    pushes([...PUSHES, 'rotate_left', 'rotate_right', 'hold'], () => false),
  ],
};

export const WIFI: ComponentType = {
  label: 'Wi-Fi',
  parts: [
    named(measured('rssi', null, QUANTITY.signal), 'Signal strength'),
    told('sta_ip', () => 'IP address', { category: 'diagnostic', enabled: false }),
    told('ssid', () => 'Wi-Fi network', { category: 'diagnostic', enabled: false }),
  ],
};

export const ETHERNET: ComponentType = {
  label: 'Ethernet',
  parts: [told('ip', () => 'Ethernet address', { category: 'diagnostic', enabled: false })],
};

export const CLOUD: ComponentType = {
  label: 'Cloud',
  parts: [
    flag('connected', () => 'Cloud', {
      deviceClass: 'connectivity',
      category: 'diagnostic',
      enabled: false,
    }),
  ],
};
