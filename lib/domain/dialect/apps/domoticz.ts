import { scalarOf } from '../infer/scalar.ts';
import type { Leaf } from '../plain/flatten.ts';
import type { Refinement } from '../plain/place.ts';
import { isObject, jsonText } from '../safe-json.ts';
import { type App, appDevice, NOTHING, nothing, valuesAt } from './app.ts';

type Meaning = Refinement & { readonly key: string; readonly as?: string };

const measured = (
  key: string,
  name: string,
  unit: string | null,
  deviceClass: string | null,
): Meaning => ({ key, name, unit, deviceClass, stateClass: 'measurement', kind: 'sensor' });
const counted = (key: string, name: string, unit: string, deviceClass: string): Meaning => ({
  ...measured(key, name, unit, deviceClass),
  stateClass: 'total_increasing',
});
const T = measured('svalue1', 'Temperature', '°C', 'temperature');
const H = measured('svalue2', 'Humidity', '%', 'humidity');

/** What the values of a device type are; by `dtype`, or `stype` where the type is a general one. */
const TYPES: Readonly<Record<string, readonly Meaning[]>> = {
  Temp: [T],
  Humidity: [measured('nvalue', 'Humidity', '%', 'humidity')],
  'Temp + Humidity': [T, H],
  'Temp + Humidity + Baro': [T, H, measured('svalue4', 'Pressure', 'hPa', 'atmospheric_pressure')],
  'Temp + Baro': [T, measured('svalue2', 'Pressure', 'hPa', 'atmospheric_pressure')],
  Thermostat: [measured('svalue1', 'Setpoint', '°C', 'temperature')],
  Lux: [measured('svalue1', 'Illuminance', 'lx', 'illuminance')],
  'Air Quality': [measured('nvalue', 'CO2', 'ppm', 'carbon_dioxide')],
  UV: [measured('svalue1', 'UV', null, null)],
  Rain: [
    measured('svalue1', 'Rain rate', 'mm/h', 'precipitation_intensity'),
    counted('svalue2', 'Rain', 'mm', 'precipitation'),
  ],
  Wind: [measured('svalue1', 'Wind direction', '°', 'wind_direction')],
  Usage: [measured('svalue1', 'Power', 'W', 'power')],
  'P1 Smart Meter': [
    counted('svalue1', 'Import low', 'Wh', 'energy'),
    counted('svalue2', 'Import high', 'Wh', 'energy'),
    counted('svalue3', 'Export low', 'Wh', 'energy'),
    counted('svalue4', 'Export high', 'Wh', 'energy'),
    measured('svalue5', 'Power', 'W', 'power'),
    measured('svalue6', 'Power export', 'W', 'power'),
  ],
  kWh: [measured('svalue1', 'Power', 'W', 'power'), counted('svalue2', 'Energy', 'Wh', 'energy')],
  Percentage: [measured('svalue1', 'Percentage', '%', null)],
  Voltage: [measured('svalue1', 'Voltage', 'V', 'voltage')],
  'Current (1 Phase)': [measured('svalue1', 'Current', 'A', 'current')],
  Barometer: [measured('svalue1', 'Pressure', 'hPa', 'atmospheric_pressure')],
  Pressure: [measured('svalue1', 'Pressure', 'bar', 'pressure')],
  Distance: [measured('svalue1', 'Distance', 'cm', 'distance')],
  'Sound Level': [measured('svalue1', 'Sound level', 'dB', 'sound_pressure')],
  'Soil Moisture': [measured('nvalue', 'Soil moisture', 'cbar', null)],
  'Solar Radiation': [measured('svalue1', 'Irradiance', 'W/m²', 'irradiance')],
  'Custom Sensor': [measured('svalue1', 'Value', null, null)],
  Text: [{ key: 'svalue1', name: 'Text', kind: 'sensor', binding: { as: 'text' } }],
  Alert: [{ key: 'svalue1', name: 'Alert', kind: 'sensor', binding: { as: 'text' } }],
};
/** Switches that only report. */
const SENSORS: Readonly<Record<string, string>> = {
  Contact: 'opening',
  'Door Contact': 'door',
  'Motion Sensor': 'motion',
  'Smoke Detector': 'smoke',
  'Dusk Sensor': 'light',
};

/** Domoticz: everything on `domoticz/out`, told apart by `idx`; commands go to `domoticz/in`. */
export const domoticz: App = ([root, direction], message) => {
  if (direction !== 'out') return NOTHING;
  const json = message.json();
  if (!isObject(json)) return NOTHING;
  const { idx, name, dtype, stype, switchType } = json;
  if (typeof idx !== 'number' || typeof name !== 'string') return NOTHING;
  const type = jsonText(switchType ?? '');
  const isSwitch = dtype === 'Light/Switch' || dtype === 'Lighting 2' || dtype === 'Color Switch';
  const meanings = isSwitch
    ? [Object.hasOwn(SENSORS, type) ? contact(SENSORS[type] ?? null) : turned(`${root}/in`, idx)]
    : (own(TYPES, dtype) ?? own(TYPES, stype));
  if (meanings === undefined) return nothing(`Domoticz type ${jsonText(dtype)} is not known`);
  const all = [...meanings, ...batteryOf(json)];
  const id = `${root}/${idx}`;
  return valuesAt({
    device: appDevice(id, name, { manufacturer: 'Domoticz', model: jsonText(stype ?? dtype) }),
    uniquePrefix: id,
    isShared: true,
    leaves: () =>
      all.flatMap(({ key }): readonly Leaf[] => {
        const value = json[key];
        if (typeof value !== 'string' && typeof value !== 'number') return [];
        return [{ path: [key], names: [key], scalar: scalarOf(String(value)), unit: null }];
      }),
    refine: ({ path }) => {
      const meaning = all.find(({ key }) => key === path[0]);
      if (meaning === undefined) return null;
      const { key: _key, ...refinement } = meaning;
      return {
        ...refinement,
        binding: { ...refinement.binding, where: [['idx'], jsonText(idx)] },
      };
    },
  });
};

const own = (
  table: Readonly<Record<string, readonly Meaning[]>>,
  key: unknown,
): readonly Meaning[] | undefined =>
  typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;

const contact = (deviceClass: string | null): Meaning => ({
  key: 'nvalue',
  name: null,
  kind: 'binary_sensor',
  deviceClass,
  stateClass: null,
  unit: null,
  binding: { as: 'boolean' },
});

function turned(topic: string, idx: number): Meaning {
  const say = (switchcmd: string) => JSON.stringify({ command: 'switchlight', idx, switchcmd });
  return {
    key: 'nvalue',
    name: null,
    kind: 'switch',
    deviceClass: null,
    stateClass: null,
    unit: null,
    // Dimmers tell 2 for a level that was set.
    binding: {
      as: 'boolean',
      words: { 0: false, 1: true, 2: true },
      says: { turn_on: say('On'), turn_off: say('Off') },
    },
    commandTopics: [topic],
  };
}

/** 255 stands for mains. */
const batteryOf = ({ Battery }: Readonly<Record<string, unknown>>): readonly Meaning[] =>
  typeof Battery === 'number' && Battery <= 100
    ? [{ ...measured('Battery', 'Battery', '%', 'battery'), category: 'diagnostic' }]
    : [];
