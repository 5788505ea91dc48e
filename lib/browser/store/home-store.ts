import type { HomeSnapshot } from '../../api/home.ts';
import type { Message } from '../../domain/dialect/message.ts';
import type { Entity, EntityStatus, State } from '../../domain/entity/entity.ts';
import type { Folded, Home, Update } from '../../domain/entity/home.ts';
import { createCatalogue } from '../devices/catalogue.ts';
import { type EntityView, viewEntity } from './entity-view.ts';
import { listeners } from './listeners.ts';
import { createPace } from './pace.ts';
import type { Pending } from './pending.ts';
import { mergeStatus, sameValue } from './snapshot-merge.ts';

export type HomeStoreOptions = {
  readonly home: Home;
  /** Runs a callback before the next frame is painted. */
  readonly schedule: (flush: () => void) => void;
  /** This machine's clock, epoch ms; the store corrects it by the server's. */
  readonly now: () => number;
};

/** What the page knows of the home, outside React. It tells those who listen once a frame. */
export type HomeStore = ReturnType<typeof createHomeStore>;

/** About the home itself, from the server. */
export type HomeInfo = Pick<HomeSnapshot, 'home' | 'broker' | 'version' | 'user'>;

/** Topics heard on one connection that are remembered, at most. */
const HEARD_LIMIT = 20_000;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Makes an empty store: `apply` gives it what is known, `take` what is heard. */
export function createHomeStore({ home, schedule, now: localNow }: HomeStoreOptions) {
  const catalogue = createCatalogue();
  const pace = createPace();
  const pending = new Map<string, Pending>();
  const views = new Map<string, EntityView>();
  const byEntity = new Map<string, ReturnType<typeof listeners<[]>>>();
  const anyChange = listeners<[]>();
  const updateListeners = listeners<[readonly Update[]]>();

  let info: HomeInfo | null = null;
  let places: Readonly<Record<string, string>> = {};
  let heardTopics = new Set<string>();
  let clockOffset = 0;
  let dirty = new Set<string>();
  let planned = false;
  /** The ids in their lasting order, or null when they must be sorted anew. */
  let order: readonly string[] | null = null;
  let list: readonly EntityView[] | null = null;
  let structure = 0;
  let newcomers: { readonly structure: number; readonly count: number } | null = null;

  const now = () => localNow() + clockOffset;

  function touch(ids: Iterable<string>): void {
    for (const id of ids) dirty.add(id);
    if (planned) return;
    planned = true;
    schedule(flush);
  }

  function flush(): void {
    planned = false;
    const ids = dirty;
    dirty = new Set();
    list = null;
    for (const id of ids) views.delete(id);
    for (const id of ids) byEntity.get(id)?.emit();
    anyChange.emit();
  }

  function restructure(): void {
    order = null;
    structure += 1;
  }

  function digest(folded: Folded): void {
    for (const id of folded.defined) catalogue.defined(id);
    for (const id of folded.removed) catalogue.removed(id);
    if (folded.defined.length + folded.removed.length > 0) restructure();
    const ids = new Set([...folded.defined, ...folded.removed]);
    for (const { entityId } of folded.updates) ids.add(entityId);
    if (ids.size > 0) touch(ids);
    if (folded.updates.length > 0) updateListeners.emit(folded.updates);
  }

  /**
   * What the broker kept is old news: it carries the time at which it was first heard, unless it
   * says something else than we knew, which must have happened since.
   */
  function foldRetained(message: Message, at: number): Folded {
    const before = new Map(home.fedBy(message.topic).map(({ id }) => [id, home.status(id)]));
    const known = Math.max(-1, ...[...before.values()].map((status) => status.reportedAt ?? -1));
    if (known < 0) return home.fold({ ...message, at });
    const folded = home.fold({ ...message, at: Math.min(known, at) });
    const isNews = folded.updates.some(
      ({ entityId, property, value }) => !sameValue(before.get(entityId)?.state[property], value),
    );
    if (!isNews) return folded;
    const again = home.fold({ ...message, at });
    return { ...again, defined: folded.defined, removed: folded.removed };
  }

  function view(id: string): EntityView | undefined {
    const known = views.get(id) ?? look(id);
    if (known) views.set(id, known);
    return known;
  }

  function look(id: string): EntityView | undefined {
    const entity = home.entity(id);
    if (!entity || !catalogue.visible(id)) return undefined;
    const device = home.device(entity.deviceId);
    return viewEntity({
      entity: catalogue.entity(entity),
      device: device && catalogue.device(device),
      status: home.status(id),
      available: home.available(id, now()),
      pending: pending.get(id) ?? null,
      usualIntervalMs: pace.usualIntervalMs(id),
    });
  }

  function byDevice(): ReadonlyMap<string, readonly Entity[]> {
    const members = new Map<string, Entity[]>();
    for (const entity of home.entities()) {
      const list = members.get(entity.deviceId);
      if (list) list.push(entity);
      else members.set(entity.deviceId, [entity]);
    }
    return members;
  }

  function sortedIds(): readonly string[] {
    const all = [...byDevice()].flatMap(([deviceId, entities]) =>
      catalogue.shown(deviceId, entities) ? entities.flatMap(({ id }) => view(id) ?? []) : [],
    );
    all.sort((a, b) => collator.compare(a.fullName, b.fullName) || (a.id < b.id ? -1 : 1));
    return all.map(({ id }) => id);
  }

  /** Devices the server knew and knows no more, such as those that were removed or replaced. */
  function forgetGone(snapshot: HomeSnapshot): void {
    const known = new Set(snapshot.devices.map(({ id }) => id));
    const gone = home.entities().filter(({ id, deviceId }) => {
      return catalogue.lists(id) && !known.has(deviceId);
    });
    for (const deviceId of new Set(gone.map((entity) => entity.deviceId)))
      digest(home.forget(deviceId));
  }

  return {
    /** The server's clock, as far as it is known; epoch ms. */
    now,
    info: () => info,

    /** Takes in one message from the broker. */
    take(message: Message): Folded {
      if (heardTopics.size < HEARD_LIMIT) heardTopics.add(message.topic);
      const at = now();
      const folded = message.retain ? foldRetained(message, at) : home.fold({ ...message, at });
      if (!message.retain) {
        const reporting = new Set(folded.updates.map(({ entityId }) => entityId));
        for (const id of reporting) pace.heard(id, at);
      }
      digest(folded);
      return folded;
    },

    /** What time alone changes: sensors that expire, off delays. Call it every second or so. */
    tick: (): void => digest(home.advance(now())),

    /** Takes up what the server, or the page's own cache, knows. Newer live values stay. */
    apply(snapshot: HomeSnapshot, from: 'server' | 'cache'): void {
      if (from === 'server') clockOffset = snapshot.now - localNow();
      const { home: named, broker, version, user } = snapshot;
      info = { home: named, broker, version, user };
      const shownBefore = [...views.keys()];
      if (from === 'server') forgetGone(snapshot);
      catalogue.apply(snapshot);
      places = snapshot.places ?? {};
      home.assign(new Map(Object.entries(places)));
      const statuses: Record<string, EntityStatus> = {};
      for (const { id } of snapshot.entities) {
        const theirs = snapshot.statuses[id];
        if (!theirs) continue;
        statuses[id] = mergeStatus(home.status(id), theirs, (topic) => heardTopics.has(topic));
      }
      home.restore({ devices: snapshot.devices, entities: snapshot.entities, statuses });
      restructure();
      touch([...shownBefore, ...snapshot.entities.map(({ id }) => id)]);
    },

    /** A new connection begins: what was heard on the old one may be outdated. */
    forgetHeard(): void {
      heardTopics = new Set();
    },

    /** What is known now, to be kept for the next visit. Null before anything is. */
    snapshot(): HomeSnapshot | null {
      if (info === null) return null;
      const entities = home.entities().filter(({ id }) => catalogue.visible(id));
      return {
        ...info,
        now: now(),
        devices: home.devices().map(catalogue.device),
        entities: entities.map(catalogue.entity),
        statuses: Object.fromEntries(entities.map(({ id }) => [id, home.status(id)])),
        hidden: catalogue.hidden(),
        adoptions: catalogue.adoptions(),
        places,
      };
    },

    /** What the device last reported, as of this moment. */
    state: (id: string): State => home.status(id).state,
    /** One entity as of the last frame; undefined if unknown or hidden. The same object until it changes. */
    view,
    /** One entity as of this moment, for what is reckoned from it: two keys may be pressed within a frame. */
    latest: (id: string): EntityView | undefined => (dirty.has(id) ? look(id) : view(id)),
    /** All entities of devices that stand on the screens, by name. The same list until something changes. */
    views(): readonly EntityView[] {
      order ??= sortedIds();
      list ??= order.flatMap((id) => view(id) ?? []);
      return list;
    },
    /** Every visible entity, also of devices that stand on no screen yet; in no order. */
    all: (): readonly EntityView[] => home.entities().flatMap(({ id }) => view(id) ?? []),
    /** How many devices wait in the server's inbox: the homeowner has not said anything of them. */
    newDevices(): number {
      if (newcomers?.structure !== structure) {
        const count = [...byDevice()].filter(
          ([deviceId, entities]) =>
            catalogue.adoption(deviceId) === 'new' &&
            entities.some(({ id }) => catalogue.lists(id)),
        ).length;
        newcomers = { structure, count };
      }
      return newcomers.count;
    },
    /** Another number whenever entities came, went or changed what they are. */
    structure: () => structure,
    /** Entities that a topic feeds. */
    fedBy: home.fedBy,
    /** Why a message is shown as it is; changes nothing. */
    explain: home.explain,
    /** Whether the server has told of this entity. */
    listed: catalogue.lists,

    /** Puts a command's visible life beside the entity's state. */
    setPending(id: string, value: Pending | null): void {
      if (value) pending.set(id, value);
      else pending.delete(id);
      touch([id]);
    },

    /** A device that reports nothing is taken at the command's word. */
    assume(id: string, target: State): void {
      digest(home.assume(id, target, now()));
      touch([id]);
    },

    /** Called once a frame when this entity changed. */
    onEntity(id: string, listener: () => void): () => void {
      const mine = byEntity.get(id) ?? listeners<[]>();
      byEntity.set(id, mine);
      return mine.add(listener);
    },
    /** Called once a frame when anything changed. */
    onAny: anyChange.add,
    /** Every reading as it arrives, also between frames. */
    onUpdates: updateListeners.add,
  };
}
