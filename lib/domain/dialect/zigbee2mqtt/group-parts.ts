import type { ZigbeeDevice } from './device-list.ts';
import { type Expose, plainProperty } from './expose.ts';
import type { Part } from './form.ts';
import type { ZigbeeGroup } from './group-list.ts';
import { specificPart } from './parts.ts';
import { scenePart } from './scene.ts';

/** What a group can be told to do together (Zigbee2MQTT joins no other states). */
const TYPES = ['light', 'switch', 'cover', 'lock', 'fan'] as const;

/** A group's entities: one for each type its members have, with what all of them together can do. */
export function groupParts(
  group: ZigbeeGroup,
  devices: ReadonlyMap<string, ZigbeeDevice>,
): readonly Part[] {
  const exposes = group.members.flatMap((member) => {
    const device = devices.get(member.address);
    return device === undefined || device.disabled ? [] : exposesAt(device, member.endpoint);
  });
  const parts = TYPES.flatMap((type) => {
    const alike = exposes.filter((expose) => expose.type === type && isMain(expose));
    const effects = exposes.filter(({ name, type: kind }) => name === 'effect' && kind === 'enum');
    return alike.length === 0 ? [] : (specificPart(joined(alike), effects.slice(0, 1)) ?? []);
  });
  return [...parts, ...group.scenes.map((scene) => scenePart(scene))];
}

/** The exposes of the member's endpoint, without its name in their properties: groups have none. */
function exposesAt(device: ZigbeeDevice, endpoint: string | null): readonly Expose[] {
  const name = device.endpoints.find(({ id }) => id === endpoint)?.name ?? null;
  const own = device.exposes.filter(
    (expose) => name === null || expose.endpoint === null || expose.endpoint === name,
  );
  return own.map(withoutEndpoint);
}

function withoutEndpoint(expose: Expose): Expose {
  return {
    ...expose,
    property: plainProperty(expose),
    endpoint: null,
    features: expose.features.map(withoutEndpoint),
  };
}

/** A child lock of a socket is no lock of the group. */
const isMain = ({ type, features }: Expose): boolean =>
  features.some(({ property }) => property === 'state' || property === `${type}_state`) ||
  features.some(({ name }) => name === 'position');

/** One expose with the features of all; colour temperatures where all of them can follow. */
function joined(exposes: readonly Expose[]): Expose {
  const features = new Map<string, Expose>();
  for (const feature of ordered(exposes)) {
    const known = features.get(feature.name);
    features.set(feature.name, known === undefined ? feature : narrowed(known, feature));
  }
  const [first] = exposes;
  return { ...(first as Expose), label: null, features: [...features.values()] };
}

/** Where one of them works in hue and saturation, the group does. */
function ordered(exposes: readonly Expose[]): readonly Expose[] {
  const worksInHue = ({ features }: Expose) => {
    const names = features.map(({ name }) => name);
    const [hs, xy] = [names.indexOf('color_hs'), names.indexOf('color_xy')];
    return hs >= 0 && xy > hs;
  };
  return [...exposes]
    .sort((a, b) => Number(worksInHue(b)) - Number(worksInHue(a)))
    .flatMap(({ features }) => features);
}

function narrowed(a: Expose, b: Expose): Expose {
  const access = a.access | b.access;
  if (a.name !== 'color_temp') return { ...a, access };
  const min = Math.max(a.min ?? -Infinity, b.min ?? -Infinity);
  const max = Math.min(a.max ?? Infinity, b.max ?? Infinity);
  // Lamps that have no shade in common each do what they can.
  if (!(min < max)) return { ...a, access };
  return {
    ...a,
    access,
    min: Number.isFinite(min) ? min : null,
    max: Number.isFinite(max) ? max : null,
  };
}
