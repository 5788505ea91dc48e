import { isObject } from '../safe-json.ts';
import { measuredIn } from './measured.ts';
import { finite, type Part, readable, type Spoken } from './part.ts';

/** The station part of a device's `info`. */
const wifi = ({ message }: Spoken) => {
  const json = message.json();
  const station = isObject(json) ? json['wifi_sta'] : undefined;
  return isObject(station) ? station : null;
};

/** A value in the JSON that a motion sensor publishes as its status; named as it is there. */
export function statusPart(name: string): Part | null {
  const key = `status/${name}`;
  const pick = ({ message }: Spoken) => {
    const json = message.json();
    if (!isObject(json)) return undefined;
    const value = json[name];
    return isObject(value) ? value['value'] : value;
  };
  if (name === 'tmp') return measuredIn(key, 'temperature', 'Temperature', 'status', pick);
  if (name === 'lux' || name === 'bat') {
    return measuredIn(key, name, readable(name), 'status', pick);
  }
  if (name !== 'motion' && name !== 'vibration') return null;
  return {
    ...{ key, kind: 'binary_sensor', name: readable(name), deviceClass: name, listens: ['status'] },
    read(spoken) {
      const value = pick(spoken);
      return typeof value === 'boolean' ? { on: value } : {};
    },
  };
}

export const signalStrength = measuredIn(
  'info/rssi',
  'rssi',
  'Signal strength',
  'info',
  (spoken) => wifi(spoken)?.['rssi'],
);

export const hasSignal = (spoken: Spoken): boolean => finite(wifi(spoken)?.['rssi']) !== undefined;
