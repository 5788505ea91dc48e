import type { Message, Publish } from '../../domain/dialect/message.ts';
import type { Device, Entity, EntityStatus, Value } from '../../domain/entity/entity.ts';
import type { Folded, Home, Update } from '../../domain/entity/home.ts';
import type { KnownHome } from '../db/entities.ts';
import type { Batch, Count, Heard, NewReading, Succession } from '../db/history/batch.ts';
import type { OpenOrder } from '../db/orders.ts';
import type { Log } from '../log.ts';
import { reasonNamer } from './reasons.ts';

/** What the product's own clients tell one another: nothing that a person should worry about. */
const OWN_TALK = /^(\$|clients\/[^/]+\/(status|flush|flushed|marker|probe)$)/;

/** A message with its place in the ingest sequence. */
export type Arrival = Message & { readonly seq: number };

/** What has been collected and is to be stored together. */
export type Collected = Required<
  Pick<Batch, 'rows' | 'devices' | 'entities' | 'removed' | 'heard' | 'successions' | 'ordersDone'>
> & {
  readonly counts: readonly Count[];
};

export type CollectorOptions = {
  /** The broker repeats retained messages to new subscribers: they are readings only if they are news. */
  readonly retainedIsOld: boolean;
  /** Ids of devices whose readings nobody wants. */
  readonly ignored?: ReadonlySet<string>;
  /**
   * Readings come another way (`read`), so of what is folded only availability is one. Told of those that may not
   * come there: old values of what has none yet.
   */
  readonly elsewhere?: (reading: NewReading) => void;
};

/**
 * Folds messages into the home and collects what is to be stored of them. */
export function createCollector(
  home: Home,
  known: KnownHome,
  log: Log,
  { retainedIsOld, ignored = new Set(), elsewhere }: CollectorOptions,
) {
  const newest = new Map<string, Value>();
  const heardBefore = new Map<string, EntityStatus['heard']>();
  const lastBefore = new Map<string, string | null>();
  for (const [id, status] of Object.entries(known.statuses)) {
    heardBefore.set(id, status.heard);
    lastBefore.set(id, status.lastHeard);
    for (const [property, value] of Object.entries(status.state))
      newest.set(key(id, property), value);
  }
  home.restore(known);

  let rows: NewReading[] = [];
  let devices = new Map<string, Device>();
  let entities = new Map<string, Entity>();
  let removed = new Set<string>();
  let counts = new Map<string, Count>();
  /** Counted is something that was lost. */
  let losses = false;
  let touched = new Set<string>();
  let successions: Succession[] = [];
  let ordersDone: number[] = [];
  let unwanted = ignored;
  const nameOf = reasonNamer();
  let lastSeq = 0;

  /** Counts something that was lost: worth a write of its own. */
  function countLoss(name: string, at: number, detail: string | null): void {
    losses = true;
    count(name, at, detail);
  }

  function count(name: string, at: number, detail: string | null): void {
    counts.set(name, { name, by: (counts.get(name)?.by ?? 0) + 1, at, detail });
  }

  /** @param own nobody has said it: it follows from time, or from an order */
  function take(folded: Folded, seq: number, at: number, onlyNews: boolean, own = true): void {
    for (const id of folded.defined) {
      const entity = home.entity(id);
      const device = entity && home.device(entity.deviceId);
      if (entity === undefined || device === undefined) continue;
      // As it is now: a later message may withdraw it, and its readings still need it.
      entities.set(id, entity);
      devices.set(device.id, device);
      removed.delete(id);
      touched.add(id);
    }
    for (const update of folded.updates) {
      touched.add(update.entityId);
      if (isUnwanted(update)) continue;
      if (onlyNews && isOld(update)) continue;
      const place = key(update.entityId, update.property);
      const isFirst = !newest.has(place);
      newest.set(place, update.value);
      if (elsewhere === undefined || own || update.property === 'available')
        rows.push({ ...update, seq });
      else if (isFirst && (onlyNews || folded.defined.length > 0)) elsewhere({ ...update, seq });
    }
    for (const id of folded.removed) {
      removed.add(id);
      touched.delete(id);
      heardBefore.delete(id);
      lastBefore.delete(id);
    }
    if (folded.ignored !== null && !OWN_TALK.test(folded.ignored.topic))
      count(nameOf(folded.ignored.reason), at, folded.ignored.topic);
  }

  const isUnwanted = ({ entityId }: Update) =>
    unwanted.size > 0 && unwanted.has(home.entity(entityId)?.deviceId ?? '');

  const isOld = ({ entityId, property, value }: Update) => {
    const before = newest.get(key(entityId, property));
    return before !== undefined && JSON.stringify(before) === JSON.stringify(value);
  };

  /** Availability words that differ from what is stored. */
  function heard(): Heard[] {
    return [...touched].flatMap((entityId) => {
      const { heard: words, lastHeard } = home.status(entityId);
      const before = heardBefore.get(entityId);
      const same = before === undefined ? Object.keys(words).length === 0 : words === before;
      if (same && lastHeard === (lastBefore.get(entityId) ?? null)) return [];
      heardBefore.set(entityId, words);
      lastBefore.set(entityId, lastHeard);
      return [{ entityId, heard: words, lastHeard }];
    });
  }

  /** A bug, not bad input; still, one message must not stop the history of all others. */
  function quarantine(error: unknown, { topic, at }: Arrival): void {
    log.error({ err: error, topic }, 'quarantined: a message cannot be decoded');
    countLoss('quarantined', at, topic);
  }

  const isUrgent = () => entities.size + removed.size + ordersDone.length > 0;

  return {
    /** Takes in one message; what the dialects want published comes back. Never throws. */
    fold(arrival: Arrival): readonly Publish[] {
      lastSeq = arrival.seq;
      try {
        const folded = home.fold(arrival);
        take(folded, arrival.seq, arrival.at, retainedIsOld && arrival.retain, false);
        return folded.publishes;
      } catch (error) {
        quarantine(error, arrival);
        return [];
      }
    },

    /** What a message says of what is known already, without taking it in. Never throws. */
    read(arrival: Arrival): readonly NewReading[] {
      try {
        const updates = home.readings(arrival).filter((update) => !isUnwanted(update));
        return updates.map((update) => ({ ...update, seq: arrival.seq }));
      } catch (error) {
        quarantine(error, arrival);
        return [];
      }
    },

    /** Adds a reading that no message has brought. */
    add(reading: NewReading): void {
      newest.set(key(reading.entityId, reading.property), reading.value);
      rows.push(reading);
    },

    /** Somebody else stores the readings and the counts; what devices there are is kept. */
    forgetReadings(): void {
      rows = [];
      counts = new Map();
      losses = false;
    },

    /** Takes in what time alone changes. Epoch ms. */
    advance(now: number): readonly Publish[] {
      const folded = home.advance(now);
      // Found anew after a restart, it is the same event.
      take(folded, lastSeq, now, true);
      return folded.publishes;
    },

    count: countLoss,

    /** From now on the readings of these devices are not stored, and those of all others are. */
    ignore(devices: ReadonlySet<string>): void {
      unwanted = devices;
    },

    /** Carries out an order with the next batch. Epoch ms. */
    obey({ id, order }: OpenOrder, places: ReadonlyMap<string, string>, now: number): void {
      ordersDone.push(id);
      if (order.type === 'forget') {
        for (const device of order.devices) take(home.forget(device), lastSeq, now, true);
      } else if (order.type === 'replace') {
        const next = order.pairs.map(({ identity, old }): [string, string] => [identity, old]);
        successions.push(...order.pairs);
        // First the successors' new ids; then what is left of those they replace.
        take(home.assign(new Map([...places, ...next])), lastSeq, now, true);
      }
    },

    /** True if something waits that a user could miss: what was ignored is not worth a write. */
    hasNews: () => rows.length > 0 || losses || isUrgent(),

    /** True if something waits that should be stored at once: a new device, or an order. */
    isUrgent,

    /** Readings that wait. */
    readings: () => rows.length,

    /** Everything collected since the last call. */
    drain(): Collected {
      const collected: Collected = {
        rows,
        devices: [...devices.values()],
        entities: [...entities.values()],
        removed: [...removed],
        heard: heard(),
        successions,
        ordersDone,
        counts: [...counts.values()],
      };
      rows = [];
      devices = new Map();
      entities = new Map();
      removed = new Set();
      counts = new Map();
      losses = false;
      successions = [];
      ordersDone = [];
      touched = new Set();
      return collected;
    },
  };
}

export type Collector = ReturnType<typeof createCollector>;

const key = (entityId: string, property: string) => `${entityId}\n${property}`;
