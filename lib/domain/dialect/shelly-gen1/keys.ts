import { isObject } from '../safe-json.ts';
import type { Spoken } from './part.ts';
import { hasSignal } from './reports.ts';
import { hasThermostat } from './thermostat.ts';

/** The keys of the parts that a message speaks of. */
export function keysOf(spoken: Spoken): readonly string[] {
  const { path, message } = spoken;
  const [first = '', n = '', last = ''] = path.split('/');
  switch (last === '' ? first : `${first}/${last}`) {
    case 'announce':
      return ['update'];
    case 'info':
      return [
        ...(hasSignal(spoken) ? ['info/rssi'] : []),
        ...(hasUpdate(message.json()) ? ['update'] : []),
        ...(hasThermostat(spoken) ? ['thermostat/0', 'thermostat/0/pos'] : []),
      ];
    case 'status':
      return [
        ...['motion', 'vibration', 'lux', 'bat', 'tmp'].map((name) => `status/${name}`),
        ...(hasThermostat(spoken) ? ['thermostat/0', 'thermostat/0/pos'] : []),
      ];
    case 'relay':
      return message.text()?.trim() === 'overpower' ? [path, `${path}/overpower`] : [path];
    case 'roller':
      return [path, `${path}/rc`];
    case 'roller/pos':
    case 'light/status':
    case 'white/status':
      return [`${first}/${n}`];
    case 'color/status':
      return [`${first}/${n}`, `${first}/${n}/white`];
    case 'ext_temperatures':
    case 'ext_humidities': {
      const json = message.json();
      const one = first === 'ext_temperatures' ? 'ext_temperature' : 'ext_humidity';
      return isObject(json)
        ? Object.keys(json)
            .slice(0, 5)
            .map((i) => `${one}/${i}`)
        : [];
    }
    default:
      return [path];
  }
}

const hasUpdate = (json: unknown): boolean =>
  isObject(json) && isObject(json['update']) && typeof json['update']['old_version'] === 'string';
