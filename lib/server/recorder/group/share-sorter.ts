import { setImmediate as breath } from 'node:timers/promises';
import type { Device, Entity } from '../../../domain/entity/entity.ts';
import type { Home } from '../../../domain/entity/home.ts';
import type { Count, NewReading } from '../../db/history/batch.ts';
import type { Arrival, Collected, Collector } from '../collector.ts';
import type { Sorter } from '../line.ts';
import type { Ear } from './ear.ts';
import type { HeardTimes } from './heard-times.ts';

/** Decoded at a stretch. */
const STRETCH = 500;

/** What all lines of one process share. */
export type Knowledge = {
  readonly home: Home;
  readonly collector: Collector;
  readonly times: HeardTimes;
  readonly ear: Pick<Ear, 'caughtUp'>;
  /** Ids of the entities that are in the database. */
  readonly described: Set<string>;
  readonly signal: AbortSignal;
};

/**
 * Sorts what comes through a share of the messages. It is decoded with what the ear knows, and changes nothing of
 * that: an hour in a queue does not make it the state of now. Before that the ear hears what was said before it.
 * @param isLeading whether what happens once in a home is stored here too
 */
export function shareSorter(knowledge: Knowledge, isLeading: () => boolean): Sorter {
  const { home, collector, times, ear, described, signal } = knowledge;
  let waiting: Arrival[] = [];
  let counts: Count[] = [];

  function read(arrival: Arrival): readonly NewReading[] {
    const { topic, payload } = arrival;
    // Nobody was there when it was said, and it has not been said since: so it is still the last word.
    if (home.fedBy(topic).length === 0 && !times.knows(topic)) collector.fold(arrival);
    return collector.read({ ...arrival, at: times.of(topic, payload) ?? arrival.at });
  }

  /** Adds what the rows need: the ear may have heard of an entity that nobody has stored yet. */
  function complete(collected: Collected): Collected {
    const entities = new Map(
      collected.entities.map((entity): [string, Entity] => [entity.id, entity]),
    );
    const devices = new Map(
      collected.devices.map((device): [string, Device] => [device.id, device]),
    );
    for (const { entityId } of collected.rows) {
      const entity = described.has(entityId) ? undefined : home.entity(entityId);
      const device = entity && home.device(entity.deviceId);
      if (entity === undefined || device === undefined || entities.has(entityId)) continue;
      entities.set(entityId, entity);
      devices.set(device.id, device);
    }
    for (const id of entities.keys()) described.add(id);
    return { ...collected, entities: [...entities.values()], devices: [...devices.values()] };
  }

  return {
    fold(arrival) {
      waiting.push(arrival);
      return [];
    },
    count(name, at, detail) {
      counts.push({ name, by: 1, at, detail });
    },
    readings: () => waiting.length,
    hasNews: () => waiting.length + counts.length > 0 || (isLeading() && collector.hasNews()),
    isUrgent: () => isLeading() && collector.isUrgent(),
    async drain() {
      const [arrivals, ownCounts] = [waiting, counts];
      [waiting, counts] = [[], []];
      if (arrivals.length > 0) await ear.caughtUp(signal);
      const rows: NewReading[] = [];
      for (const [i, arrival] of arrivals.entries()) {
        rows.push(...read(arrival));
        if (i % STRETCH === STRETCH - 1) await breath();
      }
      const once = isLeading() ? collector.drain() : NOTHING;
      const all = { rows: [...once.rows, ...rows], counts: summed([...once.counts, ...ownCounts]) };
      return complete({ ...once, ...all });
    },
  };
}

const NOTHING: Collected = {
  rows: [],
  devices: [],
  entities: [],
  removed: [],
  heard: [],
  successions: [],
  ordersDone: [],
  counts: [],
};

/** One of each name. */
function summed(counts: readonly Count[]): Count[] {
  const byName = new Map<string, Count>();
  for (const count of counts)
    byName.set(count.name, { ...count, by: count.by + (byName.get(count.name)?.by ?? 0) });
  return [...byName.values()];
}
