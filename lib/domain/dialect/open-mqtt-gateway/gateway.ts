import { describedDevice, macIdentifier } from '../describing.ts';
import type { Definition, DeviceDescription } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { codeEntity, restartEntity, worthShowing } from './describe.ts';
import { fieldOf } from './fields.ts';
import { type Fields, gatewayId, isFull, type Known, type Memory, update } from './memory.ts';
import { type Field, NAMED_FIELDS } from './named-fields.ts';
import type { Place } from './place.ts';

/** The gateway as the notebook has it. */
export function gatewayOf({ things }: Memory, { gateway, name }: Place): Known {
  const id = gatewayId(gateway);
  return (
    things.get(id) ?? {
      ...{ id: `omg/${gateway}`, definedBy: `${gateway}/LWT`, device: ownDevice(gateway, name) },
      ...{ gateways: new Set([gateway]), topics: new Set(), fields: new Map(), others: new Set() },
    }
  );
}

const ownDevice = (gateway: string, name: string): DeviceDescription =>
  describedDevice({
    name,
    manufacturer: 'OMG_community',
    identifiers: [gatewayId(gateway)],
  });

/** Codes of remotes: one event of the gateway for each module. */
export function defineCodes(memory: Memory, place: Place): readonly Definition[] {
  const thing = gatewayOf(memory, place);
  if (thing.others.has(place.module) || isFull(memory)) return NOTHING_NEW;
  memory.things.set(gatewayId(place.gateway), thing);
  thing.others.add(place.module);
  const entities = [codeEntity(thing, place.gateway, place.module)];
  return [{ type: 'define', device: thing.device, entities, complete: false }];
}

/** What a gateway tells of itself, and sensors that are wired to it. */
export function defineGateway(
  memory: Memory,
  place: Place,
  fields: Fields,
  topic: string,
): readonly Definition[] {
  const { gateway, module } = place;
  const thing = gatewayOf(memory, place);
  const isOwn = module === 'SYS';
  const told = (key: string) => (typeof fields[key] === 'string' ? (fields[key] as string) : null);
  const mac = isOwn ? macIdentifier(told('mac') ?? '') : null;
  const device: DeviceDescription = {
    ...thing.device,
    model: (isOwn ? told('env') : null) ?? thing.device.model,
    swVersion: (isOwn ? told('version') : null) ?? thing.device.swVersion,
    identifiers: [...new Set([...thing.device.identifiers, ...(mac === null ? [] : [mac])])],
  };
  const fresh = worthShowing(fields).flatMap(([key, value]): [string, Field][] => {
    const field = fieldOf(key, value, fields);
    if (field === null) return [];
    // Counters and switches of the firmware itself interest few.
    const isKnown = NAMED_FIELDS.has(key.toLowerCase());
    return [[key, isOwn ? { ...field, diagnostic: true, enabled: isKnown } : field]];
  });
  // Each module is a thing of its own with its own topic, all of one device.
  const key = `${gatewayId(gateway)}/${topic}`;
  const part: Known = memory.things.get(key) ?? {
    ...thing,
    ...{ topics: new Set<string>(), fields: new Map(), others: new Set<string>() },
  };
  memory.things.set(gatewayId(gateway), Object.assign(thing, { device }));
  const prefix = isOwn ? '' : `${topic.slice(gateway.length + 1)}/`;
  const definitions = update(memory, key, part, {
    ...{ gateway, topic, device, fresh, bare: false, prefix },
  });
  if (!isOwn || !Array.isArray(fields['modules']) || thing.others.has('restart'))
    return definitions;
  thing.others.add('restart');
  const restart = restartEntity(thing, gateway);
  return [...definitions, { type: 'define', device, entities: [restart], complete: false }];
}
