import { same } from '../../entity/same.ts';
import { isObject } from '../safe-json.ts';
import { type Expose, readExpose, textOf } from './expose.ts';
import { readScenes, type StoredScene } from './scene.ts';

/** One device of a network, as `<base>/bridge/devices` tells it. */
export type ZigbeeDevice = {
  /** `0x` and 16 hex digits: what it is known again by. */
  readonly address: string;
  readonly name: string;
  readonly isCoordinator: boolean;
  readonly disabled: boolean;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly swVersion: string | null;
  readonly exposes: readonly Expose[];
  readonly canUpdate: boolean;
  readonly endpoints: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly scenes: readonly StoredScene[];
  }[];
};

const MAX_DEVICES = 2000;
const MAX_EXPOSES = 256;
const MAX_ENDPOINTS = 64;
const MAX_ADDRESS = 64;

/** Reads a device list; null if it is none. The first of two entries with one address counts. */
export function readDeviceList(json: unknown): readonly ZigbeeDevice[] | null {
  if (!Array.isArray(json)) return null;
  const devices = new Map<string, ZigbeeDevice>();
  const models: Models = new Map();
  for (const item of json.slice(0, MAX_DEVICES)) {
    const device = readDevice(item, models);
    if (device !== null && !devices.has(device.address)) devices.set(device.address, device);
  }
  return json.length > 0 && devices.size === 0 ? null : [...devices.values()];
}

function readDevice(json: unknown, models: Models): ZigbeeDevice | null {
  if (!isObject(json)) return null;
  const address = json['ieee_address'];
  if (typeof address !== 'string' || address === '' || address.length > MAX_ADDRESS) return null;
  const definition = isObject(json['definition']) ? json['definition'] : {};
  return {
    address: address.toLowerCase(),
    name: textOf(json['friendly_name']) ?? address,
    isCoordinator: json['type'] === 'Coordinator',
    disabled: json['disabled'] === true,
    manufacturer: textOf(definition['vendor']) ?? textOf(json['manufacturer']),
    model: textOf(definition['model']) ?? textOf(json['model_id']),
    swVersion: textOf(json['software_build_id']),
    exposes: exposesOf(definition, models),
    canUpdate: definition['supports_ota'] === true,
    endpoints: isObject(json['endpoints']) ? readEndpoints(json['endpoints']) : [],
  };
}

/** Exposes by model, with what they were read from: a house has many devices of few models. */
type Models = Map<
  unknown,
  { readonly json: readonly unknown[]; readonly exposes: readonly Expose[] }
>;

/** Devices that expose the same share one reading of it, and with it all that is made of it. */
function exposesOf({ model, exposes }: Readonly<Record<string, unknown>>, models: Models) {
  if (!Array.isArray(exposes)) return [];
  const json: readonly unknown[] = exposes.slice(0, MAX_EXPOSES);
  const known = models.get(model);
  // Options of a single device may change what it exposes.
  if (known !== undefined && same(known.json, json)) return known.exposes;
  const read = json.flatMap((item) => readExpose(item) ?? []);
  models.set(model, { json, exposes: read });
  return read;
}

function readEndpoints(json: Readonly<Record<string, unknown>>): ZigbeeDevice['endpoints'] {
  return Object.entries(json)
    .slice(0, MAX_ENDPOINTS)
    .flatMap(([id, endpoint]) =>
      isObject(endpoint)
        ? [{ id, name: textOf(endpoint['name']), scenes: readScenes(endpoint['scenes']) }]
        : [],
    );
}
