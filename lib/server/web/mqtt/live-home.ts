import type { Publish } from '../../../domain/dialect/message.ts';
import type { State } from '../../../domain/entity/entity.ts';
import type { Folded, Home, Update } from '../../../domain/entity/home.ts';
import { type Choices, NO_CHOICES } from '../../db/choices.ts';
import type { KnownHome } from '../../db/entities.ts';
import type { Log } from '../../log.ts';
import { createFreshness } from '../history/freshness.ts';
import type { ConnectLink, WebLink } from './link.ts';

/** The home as the web role sees it: what the database knows, kept live by the broker. */
export type LiveHome = {
  /** Replaced at each new connection: ask again rather than keep it. */
  readonly home: Home;
  readonly choices: Choices;
  connected(): boolean;
  publish(message: Publish, withinMs: number): Promise<void>;
  /**
   * Resolves when the history holds all that was heard of a property (without one: of the whole home), or
   * after a moment if the recorder does not say so.
   */
  fresh(entityId?: string, property?: string): Promise<void>;
  /** The target of a published command becomes the state of an entity that reports none. */
  assume(entityId: string, target: State): void;
  /** Tells the listener of every report of one entity, until the returned function is called. */
  watch(entityId: string, listener: (update: Update) => void): () => void;
  /** Reads the homeowner's choices again, after one was made. */
  readChoices(): Promise<void>;
  /** Takes a device out here too, once the recorder was asked to. */
  forget(deviceId: string): void;
  stop(): Promise<void>;
};

type Parts = {
  readonly loadHome: () => Promise<KnownHome>;
  /** How many entities the database knows, cheaply. */
  readonly countKnown: () => Promise<number>;
  readonly loadChoices: () => Promise<Choices>;
  readonly connect: ConnectLink;
  readonly createHome: () => Home;
  readonly log: Log;
};

const TICK_MS = 1_000;
/** The recorder may learn of entities that this role was too late to hear of. */
const RELOAD_MS = 60_000;
const RELOAD_OFFLINE_MS = 5_000;
/** What an import brought in is looked for that often. */
const COUNT_MS = 3_000;
const FLUSH_MS = 500;
/** While this role was away, the recorder may have heard of something that it has not stored yet. */
const CATCH_UP_MS = 3_000;

/** Starts with what the database knows; a broker that is away only makes it stale. */
export async function startLiveHome(parts: Parts): Promise<LiveHome> {
  const { loadHome, countKnown, loadChoices, connect, createHome, log } = parts;
  const watchers = new Map<string, Set<(update: Update) => void>>();
  /** Withdrawn while listening: the database may still know them for a moment. */
  const removed = new Set<string>();
  let home = createHome();
  let choices = NO_CHOICES;
  let loadedAt = 0;
  let [counted, countedAt] = [0, Date.now()];
  const freshness = createFreshness((message) => link.publish(message, FLUSH_MS));

  function tell({ updates, defined, removed: gone }: Folded): void {
    for (const id of defined) removed.delete(id);
    for (const id of gone) removed.add(id);
    for (const update of updates) {
      freshness.reported(update);
      for (const listener of watchers.get(update.entityId) ?? []) listener(update);
    }
  }

  async function readChoices(): Promise<void> {
    choices = await loadChoices();
    tell(home.assign(choices.places));
  }

  /** A new connection brings every retained message again, so it begins with a new home. */
  async function renew(): Promise<void> {
    try {
      const next = createHome();
      const known = await loadHome();
      choices = await loadChoices();
      next.assign(choices.places);
      next.restore(known);
      home = next;
      removed.clear();
    } catch (error) {
      log.warn({ err: error }, 'the database does not tell the home; going on with what is known');
    }
    loadedAt = Date.now() - RELOAD_MS + CATCH_UP_MS;
  }

  /** Takes up what only the recorder has heard of. While the broker is away, its values too. */
  async function reload(online: boolean): Promise<void> {
    loadedAt = Date.now();
    try {
      const known = await loadHome();
      await readChoices();
      const entities = known.entities.filter(
        ({ id }) => !removed.has(id) && (!online || home.entity(id) === undefined),
      );
      // A device that was removed a moment ago may still be in the database, but none of its entities is.
      const owners = new Set(entities.map(({ deviceId }) => deviceId));
      const devices = known.devices.filter(
        ({ id }) => owners.has(id) && home.device(id) === undefined,
      );
      home.restore({ devices, entities, statuses: known.statuses });
    } catch (error) {
      log.warn({ err: error }, 'the database does not tell the home');
    }
  }

  /** Entities that nobody has spoken of, as an import brings them in, are here within seconds. */
  async function lookForNew(): Promise<void> {
    countedAt = Date.now();
    const count = await countKnown().catch(() => counted);
    if (count === counted) return;
    counted = count;
    await reload(link.connected());
  }

  await renew();
  counted = await countKnown().catch(() => 0);
  const link: WebLink = await connect({
    onConnect() {
      freshness.connected();
      return renew();
    },
    onMessage(message) {
      if (!freshness.hear(message)) tell(home.fold(message));
    },
  });
  const timer = setInterval(() => {
    tell(home.advance(Date.now()));
    const patience = link.connected() ? RELOAD_MS : RELOAD_OFFLINE_MS;
    if (Date.now() - loadedAt > patience) void reload(link.connected());
    if (Date.now() - countedAt >= COUNT_MS) void lookForNew();
  }, TICK_MS);

  return {
    get home() {
      return home;
    },
    get choices() {
      return choices;
    },
    connected: () => link.connected(),
    publish: (message, withinMs) => link.publish(message, withinMs),
    fresh: freshness.fresh,
    assume: (entityId, target) => tell(home.assume(entityId, target, Date.now())),
    watch(entityId, listener) {
      const set = watchers.get(entityId) ?? new Set();
      watchers.set(entityId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && watchers.get(entityId) === set) watchers.delete(entityId);
      };
    },
    readChoices,
    forget: (deviceId) => tell(home.forget(deviceId)),
    async stop() {
      clearInterval(timer);
      await link.stop();
    },
  };
}
