import { invalid, unsupported } from '../../command/refused.ts';
import type { Value } from '../../entity/entity.ts';
import { measured, QUANTITY } from './measured.ts';
import { type Call, type ComponentType, type Fields, numberOrNull, type Part } from './part.ts';

const RANGE = { minTemp: 5, maxTemp: 35, tempStep: 0.5 };

/** Numbers of the status under the product's names. */
function numbers(status: Fields, names: Readonly<Record<string, string>>) {
  const values: Record<string, Value> = {};
  for (const [key, property] of Object.entries(names)) {
    const value = numberOrNull(status[key]);
    if (value !== undefined) values[property] = value;
  }
  return values;
}

const NAMES = {
  target_C: 'temperature',
  current_C: 'current_temperature',
  target_humidity: 'humidity',
  current_humidity: 'current_humidity',
};

/** A wall display's thermostat: it heats while its output is on (Shelly API, Thermostat). */
const thermostat: Part = {
  key: '',
  kind: 'climate',
  name: (component) => component,
  unit: '°C',
  capabilities: () => ({
    modes: ['off', 'heat'],
    ...RANGE,
    commands: ['set_mode', 'set_temperature', 'turn_on', 'turn_off', 'toggle'],
  }),
  isIn: (status) => 'target_C' in status || typeof status['enable'] === 'boolean',
  read(status, { before }) {
    const enable = status['enable'];
    const output = status['output'];
    const mode = typeof enable === 'boolean' ? (enable ? 'heat' : 'off') : before['mode'];
    const heating = typeof output === 'boolean' ? output : before['action'] === 'heating';
    const tells = typeof enable === 'boolean' || typeof output === 'boolean';
    return {
      ...numbers(status, NAMES),
      ...(typeof enable === 'boolean' ? { mode: enable ? 'heat' : 'off' } : {}),
      ...(tells ? { action: mode === 'off' ? 'off' : heating ? 'heating' : 'idle' } : {}),
    };
  },
  call(command, { id, before }) {
    const config: Record<string, unknown> = {};
    const target: Record<string, Value> = {};
    const mode = modeWished(command, before['mode']);
    if (mode === null) return unsupported(command.command);
    if (mode !== undefined) {
      config['enable'] = mode !== 'off';
      target['mode'] = mode;
    }
    if (typeof command['temperature'] === 'number') {
      config['target_C'] = command['temperature'];
      target['temperature'] = command['temperature'];
    }
    if (Object.keys(config).length === 0) return invalid('temperature is missing');
    return { method: 'Thermostat.SetConfig', params: { id, config }, target };
  },
};

/** The mode that a command asks for; undefined if it leaves it as it is, null if it is none of ours. */
function modeWished(
  command: Parameters<NonNullable<Part['call']>>[0],
  before: Value | undefined,
): string | undefined | null {
  switch (command.command) {
    case 'turn_on':
      return 'heat';
    case 'turn_off':
      return 'off';
    case 'toggle':
      return before === 'off' ? 'heat' : 'off';
    case 'set_mode':
    case 'set_temperature':
      return typeof command['mode'] === 'string' ? command['mode'] : undefined;
    default:
      return null;
  }
}

export const THERMOSTAT: ComponentType = { label: 'Thermostat', parts: [thermostat] };

/** A radiator valve over Bluetooth; it always regulates (Shelly API, BluTrv). */
const valve: Part = {
  ...thermostat,
  capabilities: () => ({
    modes: ['heat'],
    ...RANGE,
    minTemp: 4,
    maxTemp: 30,
    commands: ['set_temperature'],
  }),
  isIn: (status) => 'target_C' in status,
  read(status) {
    const opening = numberOrNull(status['pos']);
    return {
      ...numbers(status, NAMES),
      mode: 'heat',
      ...(typeof opening === 'number' ? { action: opening > 0 ? 'heating' : 'idle' } : {}),
    };
  },
  call(command, { id }): Call | ReturnType<typeof invalid> {
    const temperature = command['temperature'];
    if (typeof temperature !== 'number') return invalid('temperature is missing');
    return {
      method: 'BluTrv.Call',
      params: { id, method: 'Trv.SetTarget', params: { id: 0, target_C: temperature } },
      target: { temperature },
    };
  },
};

export const BLU_TRV: ComponentType = {
  label: 'BluTrv',
  parts: [
    valve,
    measured('pos', 'valve', QUANTITY.percent),
    measured('battery', 'battery', QUANTITY.battery),
    measured('rssi', 'signal strength', QUANTITY.signal),
  ],
};
