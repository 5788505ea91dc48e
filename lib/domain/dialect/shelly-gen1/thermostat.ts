import { invalid, unsupported } from '../../command/refused.ts';
import { isObject } from '../safe-json.ts';
import { finite, type Part, type Spoken, said } from './part.ts';

/** The lowest target keeps the valve shut: that is off. */
const OFF_C = 4;
const MAX_C = 31;
const WARM_C = 21;

type Fields = Readonly<Record<string, unknown>>;

/** The state of thermostat `n` in the device's `info` or `status`. */
function stateIn({ message }: Spoken, n: number): Fields | null {
  const json = message.json();
  if (!isObject(json)) return null;
  const list = json['thermostats'];
  const one: unknown = Array.isArray(list) ? list[n] : n === 0 && 'target_t' in json ? json : null;
  return isObject(one) ? one : null;
}

const valueIn = (value: unknown): number | undefined =>
  isObject(value) ? finite(value['value']) : finite(value);

export const hasThermostat = (spoken: Spoken): boolean => stateIn(spoken, 0) !== null;

/** A radiator valve (Shelly TRV): its state is in `info`, its commands are topics of their own. */
export function thermostat(n: string): Part {
  const command = `thermostat/${n}/command/target_t`;
  return {
    key: `thermostat/${n}`,
    kind: 'climate',
    name: `Thermostat ${n}`,
    unit: '°C',
    capabilities: () => ({
      modes: ['off', 'heat'],
      ...{ minTemp: OFF_C, maxTemp: MAX_C, tempStep: 0.5 },
      commands: ['set_temperature', 'set_mode', 'turn_on', 'turn_off', 'toggle'],
    }),
    listens: ['info', 'status'],
    speaks: [command],
    read(spoken) {
      const state = stateIn(spoken, Number(n));
      if (state === null) return {};
      const target = valueIn(state['target_t']);
      const current = valueIn(state['tmp']);
      const position = finite(state['pos']);
      const isOff = target !== undefined && target <= OFF_C;
      return {
        ...(target === undefined ? {} : { temperature: target, mode: isOff ? 'off' : 'heat' }),
        ...(current === undefined ? {} : { current_temperature: current }),
        ...(position === undefined
          ? {}
          : { action: isOff ? 'off' : position > 0 ? 'heating' : 'idle' }),
      };
    },
    encode(wish, { root, before }) {
      const told = (temperature: number) =>
        said(`${root}${command}`, String(temperature), {
          temperature,
          mode: temperature <= OFF_C ? 'off' : 'heat',
        });
      const warm = () => {
        const now = before['temperature'];
        return told(typeof now === 'number' && now > OFF_C ? now : WARM_C);
      };
      switch (wish.command) {
        case 'set_temperature':
          if (wish['mode'] === 'off') return told(OFF_C);
          return typeof wish['temperature'] === 'number'
            ? told(wish['temperature'])
            : invalid('temperature is missing');
        case 'set_mode':
          return wish['mode'] === 'off' ? told(OFF_C) : warm();
        case 'turn_on':
          return warm();
        case 'turn_off':
          return told(OFF_C);
        case 'toggle':
          return before['mode'] === 'off' ? warm() : told(OFF_C);
        default:
          return unsupported(wish.command);
      }
    },
  };
}

/** How far the valve is open. */
export const valvePosition = (n: string): Part => ({
  ...{ key: `thermostat/${n}/pos`, kind: 'sensor', name: `Thermostat ${n} valve` },
  ...{ unit: '%', stateClass: 'measurement', listens: ['info', 'status'] },
  read(spoken) {
    const position = finite(stateIn(spoken, Number(n))?.['pos']);
    return position === undefined ? {} : { value: position };
  },
});
