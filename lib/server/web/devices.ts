import { randomBytes } from 'node:crypto';
import type {
  AdoptRequest,
  DeviceDetail,
  DeviceEdit,
  DevicesQuery,
  HandMadeRequest,
  ReplaceRequest,
} from '../../api/devices.ts';
import { Problem } from '../../api/problem.ts';
import { formatTime } from '../../api/values.ts';
import { handMadeMessage } from '../../domain/dialect/by-hand.ts';
import { encodeUtf8 } from '../../domain/dialect/utf8.ts';
import { confidenceOf, isShown } from '../../domain/entity/adoption.ts';
import type { Device, Entity } from '../../domain/entity/entity.ts';
import { identity } from '../../domain/entity/entity-registry.ts';
import { slug } from '../../domain/entity/slug.ts';
import { type Pair, pairObjection, proposePairs } from '../../domain/entity/succession.ts';
import type { ChoiceStore } from '../db/choices.ts';
import type { Order, OrderStore } from '../db/orders.ts';
import type { EntityDesk } from './entities.ts';
import { pageOf } from './http/page.ts';
import { publishOrProblem } from './messages.ts';
import type { LiveHome } from './mqtt/live-home.ts';
import { topicsToClear } from './mqtt/retained-orphans.ts';

const DEFAULT_LIMIT = 200;
/** The recorder looks for orders every second; longer than this it is away. */
const RECORDER_MS = 6_000;
const LOOK_MS = 100;

type Parts = {
  readonly live: LiveHome;
  readonly choices: ChoiceStore;
  readonly entities: EntityDesk;
  readonly orders: OrderStore;
  readonly discoveryPrefix: string;
  readonly now?: () => number;
};

export type DeviceDesk = ReturnType<typeof createDeviceDesk>;

/** Devices: the inbox, names and rooms, made by hand, removed, replaced. */
export function createDeviceDesk(parts: Parts) {
  const { live, choices, entities, orders, discoveryPrefix, now = Date.now } = parts;

  const membersOf = (deviceId: string): readonly Entity[] =>
    live.home.entities().filter((entity) => entity.deviceId === deviceId);

  const adoptionOf = (deviceId: string) => live.choices.adoptions.get(deviceId) ?? 'new';

  /** @throws Problem not_found */
  function find(id: string): Device {
    const device = live.home.device(id);
    if (device) return device;
    throw new Problem('not_found', {
      detail: `There is no device ${JSON.stringify(id.slice(0, 200))}.`,
    });
  }

  function show(
    device: Device,
    members: readonly Entity[],
    firstHeard: ReadonlyMap<string, number>,
  ): DeviceDetail {
    const adoption = adoptionOf(device.id);
    const confidence = confidenceOf(members);
    const first = firstHeard.get(device.id);
    return {
      id: device.id,
      name: live.choices.deviceNames.get(device.id) ?? device.name,
      manufacturer: device.manufacturer,
      model: device.model,
      swVersion: device.swVersion,
      dialect: device.dialect,
      room: live.choices.deviceRooms.get(device.id) ?? device.room,
      availability: live.home.availability(device.id, now()),
      adoption,
      confidence,
      shown: isShown(adoption, confidence),
      byHand: members.some(({ source }) => source.byHand === true),
      firstHeardAt: first === undefined ? null : formatTime(first),
      identifiers: [...device.identifiers],
      definedBy: [...new Set(members.flatMap(({ source }) => source.definedBy ?? []))],
      entities: members.map(entities.show),
    };
  }

  const showOne = async (id: string): Promise<DeviceDetail> =>
    show(find(id), membersOf(id), await choices.firstHeard());

  /** Gives the recorder an order and waits a moment for it. True: it is carried out. */
  async function order(wanted: Order): Promise<boolean> {
    const id = await orders.give(wanted, now());
    const until = now() + RECORDER_MS;
    while (now() < until) {
      if (await orders.isDone(id)) return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return false;
  }

  async function clear(topics: readonly string[]): Promise<void> {
    for (const topic of topics)
      await publishOrProblem(live, { topic, payload: '', qos: 1, retain: true });
  }

  function pairsFor(old: string, successor: string, given?: readonly Pair[]): readonly Pair[] {
    find(old);
    find(successor);
    if (given === undefined) return proposePairs(membersOf(old), membersOf(successor));
    for (const pair of given) {
      const [before, after] = [live.home.entity(pair.old), live.home.entity(pair.new)];
      const wrong =
        before?.deviceId !== old
          ? `${pair.old} is no entity of the device that is replaced`
          : after?.deviceId !== successor
            ? `${pair.new} is no entity of the new device`
            : pairObjection(before, after);
      if (wrong !== null) throw new Problem('invalid_body', { detail: `pairs: ${wrong}.` });
    }
    return given;
  }

  return {
    async list({ adoption, limit, cursor }: DevicesQuery) {
      const members = new Map<string, Entity[]>();
      for (const entity of live.home.entities()) {
        const list = members.get(entity.deviceId);
        if (list === undefined) members.set(entity.deviceId, [entity]);
        else list.push(entity);
      }
      const found = live.home
        .devices()
        .filter(({ id }) => adoption === undefined || adoptionOf(id) === adoption)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = pageOf(found, ({ id }) => id, limit ?? DEFAULT_LIMIT, cursor);
      const firstHeard = await choices.firstHeard();
      return {
        devices: page.items.map((device) => show(device, members.get(device.id) ?? [], firstHeard)),
        nextCursor: page.nextCursor,
      };
    },

    one: showOne,

    async edit(id: string, edit: DeviceEdit): Promise<DeviceDetail> {
      find(id);
      if (!(await choices.writeDevice(id, edit))) {
        throw new Problem('conflict', {
          detail: 'The recorder has not stored this device yet. Try again in a moment.',
        });
      }
      await live.readChoices();
      if (edit.adoption !== undefined) await orders.give({ type: 'choices' }, now());
      return showOne(id);
    },

    async adopt({ devices, adoption }: AdoptRequest) {
      const wanted =
        devices ??
        live.home
          .devices()
          .map(({ id }) => id)
          .filter((id) => adoptionOf(id) === 'new');
      const changed = await choices.adopt(wanted, adoption);
      await live.readChoices();
      await orders.give({ type: 'choices' }, now());
      return { changed };
    },

    /** Makes a device, or changes one made before. @throws Problem invalid_body with the decoder's word */
    async define({ id: given, name, room = null, kind, config }: HandMadeRequest) {
      const id = given ?? `${slug(name).slice(0, 40)}_${randomBytes(3).toString('hex')}`;
      const message = handMadeMessage(discoveryPrefix, { id, name, room, kind, config });
      const { opinions } = live.home.explain({
        ...message,
        payload: encodeUtf8(message.payload),
        at: now(),
      });
      if (!opinions.some(({ verdict }) => verdict === 'defines')) {
        const reason = opinions.flatMap(({ reasons }) => reasons)[0] ?? 'nothing is defined by it';
        throw new Problem('invalid_body', { detail: `config: ${reason}.` });
      }
      await publishOrProblem(live, message);
      const made = () =>
        live.home.entities().filter(({ uniqueId, source }) => {
          return source.byHand === true && uniqueId === `inglenook_${id}`;
        });
      for (let tries = 0; made().length === 0 && tries < 20; tries++)
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      return { id, entityIds: made().map((entity) => entity.id), topic: message.topic };
    },

    async remove(id: string) {
      find(id);
      const { cleared, shared } = topicsToClear(live.home, [id]);
      await clear(cleared);
      live.forget(id);
      const done = await order({ type: 'forget', devices: [id] });
      return { cleared: [...cleared], stillAnnounced: [...shared], done };
    },

    replacement(id: string, successor: string) {
      const pairs = pairsFor(id, successor);
      const matched = new Set(pairs.map(({ old }) => old));
      return {
        pairs: [...pairs],
        unmatched: membersOf(id).flatMap((entity) => (matched.has(entity.id) ? [] : [entity.id])),
      };
    },

    async replace(id: string, { with: successor, pairs: given }: ReplaceRequest) {
      if (id === successor) {
        throw new Problem('conflict', { detail: 'A device cannot replace itself.' });
      }
      const pairs = pairsFor(id, successor, given);
      if (pairs.length === 0) {
        throw new Problem('conflict', {
          detail: 'The new device has nothing that could go on for the old one.',
        });
      }
      const successions = pairs.map((pair) => ({
        ...pair,
        identity: identity(live.home.entity(pair.new)!),
      }));
      const { cleared } = topicsToClear(live.home, [id], [successor]);
      // The new device stands where the old one stood.
      await choices.writeDevice(successor, {
        name: live.choices.deviceNames.get(id) ?? null,
        room: live.choices.deviceRooms.get(id) ?? live.home.device(id)?.room ?? null,
        adoption: 'adopted',
      });
      await clear(cleared);
      const done = await order({ type: 'replace', pairs: successions });
      await order({ type: 'forget', devices: [id] });
      await live.readChoices();
      live.forget(id);
      return { pairs: [...pairs], cleared: [...cleared], done };
    },
  };
}
