import type { ParsedMessage } from '../dialect.ts';
import { type Leaf, leavesIn, valueAt } from '../plain/flatten.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { type App, appDevice, NOTHING, nothing, valuesAt } from './app.ts';

/** Where a network server puts what the device measured, and how well it was heard. */
type Form = {
  readonly values: readonly (readonly string[])[];
  readonly radio: readonly (readonly string[])[];
  readonly name: readonly (readonly string[])[];
  readonly eui: readonly (readonly string[])[];
};

const THINGS_STACK: Form = {
  values: [
    ['uplink_message', 'decoded_payload'],
    ['uplink_message', 'normalized_payload'],
  ],
  radio: [['uplink_message', 'rx_metadata', '0']],
  name: [['end_device_ids', 'device_id']],
  eui: [['end_device_ids', 'dev_eui']],
};
const CHIRP_STACK: Form = {
  values: [['object'], ['objectJSON']],
  radio: [['rxInfo', '0']],
  name: [['deviceInfo', 'deviceName'], ['deviceName']],
  eui: [['deviceInfo', 'devEui'], ['devEUI'], ['devEui']],
};
/** What a status of ChirpStack tells about the device itself. */
const CHIRP_STATUS = new Set(['batteryLevel', 'margin']);
const RADIO_KEYS = ['rssi', 'snr', 'loRaSNR'] as const;

/** The Things Stack: `v3/<application>/devices/<id>/up`. */
export const thingsStack: App = ([, application, devices, id, ...event], message) => {
  if (devices !== 'devices' || !application || !id) return null;
  if (event.join('/') !== 'up') return NOTHING;
  return uplink(THINGS_STACK, id, `ttn/${application}/${id}`, message);
};

/** ChirpStack: `application/<id>/device/<eui>/event/up`, in its versions 3 and 4. */
export const chirpStack: App = ([, application, device, eui, ...event], message) => {
  if (device !== 'device' || !application || !eui) return null;
  const what = event.join('/');
  if (what === 'event/up' || what === 'rx')
    return uplink(CHIRP_STACK, eui, `lorawan/${eui.toLowerCase()}`, message);
  if (what !== 'event/status') return NOTHING;
  const json = message.json();
  return valuesAt({
    ...identity(CHIRP_STACK, eui, `lorawan/${eui.toLowerCase()}`, json),
    leaves: () => leavesIn(json, []).filter(({ names }) => CHIRP_STATUS.has(names[0] ?? '')),
    refine: ({ names }) =>
      names[0] === 'batteryLevel'
        ? { unit: '%', deviceClass: 'battery', stateClass: 'measurement' }
        : { unit: 'dB', category: 'diagnostic', stateClass: 'measurement' },
  });
};

function uplink(form: Form, id: string, unique: string, message: ParsedMessage) {
  const json = message.json();
  const at = form.values.find((path) => valueAt(json, path) !== undefined);
  if (at === undefined)
    return nothing('the network server did not decode the payload: it needs a payload formatter');
  const given = valueAt(json, at);
  // ChirpStack 3 wraps the object in a text.
  const values = typeof given === 'string' ? parseJson(given) : given;
  return valuesAt({
    ...identity(form, id, unique, json),
    leaves: () => [...leavesIn(values, at), ...radioLeaves(form, json)],
    refine: ({ path }) => (isRadio(form, path) ? { category: 'diagnostic' } : {}),
  });
}

function identity({ name, eui }: Form, id: string, unique: string, json: unknown) {
  const told = textAt(json, name) ?? id;
  const address = textAt(json, eui)?.toLowerCase();
  const more = address !== undefined && /^[0-9a-f]{16}$/.test(address) ? [`eui:${address}`] : [];
  return {
    device: { ...appDevice(unique, told), identifiers: [unique, ...more] },
    uniquePrefix: unique,
  };
}

function textAt(json: unknown, paths: readonly (readonly string[])[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(json, path);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** How well the first gateway heard it. */
function radioLeaves({ radio }: Form, json: unknown): readonly Leaf[] {
  return radio.flatMap((path) => {
    const heard = valueAt(json, path);
    if (!isObject(heard)) return [];
    return RADIO_KEYS.flatMap((key): readonly Leaf[] => {
      const value = heard[key];
      if (typeof value !== 'number') return [];
      const names = [key === 'loRaSNR' ? 'snr' : key];
      return [
        { path: [...path, key], names, scalar: { type: 'number', value, unit: null }, unit: null },
      ];
    });
  });
}

const isRadio = ({ radio }: Form, path: readonly string[]): boolean =>
  radio.some((start) => start.every((key, i) => path[i] === key));
