import type { Definition, ParsedMessage, Report } from '../dialect/dialect.ts';
import type { Message } from '../dialect/message.ts';
import { parseMessage } from '../dialect/parse-message.ts';
import { applyDefinition, revealShadows, type Workshop } from './apply-definition.ts';
import { applyReports } from './apply-report.ts';
import { createBareDevices } from './bare-devices.ts';
import { createClockwork } from './clockwork.ts';
import { createDeviceRegistry } from './device-registry.ts';
import type { DeviceAvailability, Entity, EntityStatus } from './entity.ts';
import { NO_STATUS } from './entity.ts';
import { createEntityRegistry } from './entity-registry.ts';
import { explain } from './explain.ts';
import type { CreateHome, Folded, Home } from './home.ts';
import { createLastPayloads } from './last-payloads.ts';
import { DEFAULT_LIMITS, type HomeLimits } from './limits.ts';
import { createOutcome, type Outcome } from './outcome.ts';
import { combined, isAnnounced, isExpired, isHeard, isReachable } from './reachable.ts';
import { createShadows } from './shadows.ts';
import { createSpeakers, type Speaker } from './speakers.ts';
import { MAX_TOPIC_LENGTH } from './topic-filter.ts';

/**
 * An empty home that speaks these dialects. Explicit dialects are asked in the given order; those
 * that infer come last, and only for topics that no explicit entity uses.
 */
export const createHome: CreateHome = (dialects, options = {}): Home => {
  const limits: HomeLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const speakers = createSpeakers(dialects);
  const { isInferred, rank } = speakers;
  const registry = createEntityRegistry(limits, isInferred);
  const devices = createDeviceRegistry(rank, limits);
  const shadows = createShadows();
  const bare = createBareDevices((id) => {
    if (registry.ofDevice(id).length === 0) devices.drop(id);
  });
  const statuses = new Map<string, EntityStatus>();
  const last = createLastPayloads(limits);
  /** Entities that another topic may take over: released, or restored and not heard of since. */
  const open = new Set<string>();
  /** The last word on `available` for each entity, so that only changes are told. */
  const told = new Map<string, boolean>();
  const clockwork = createClockwork();
  let guesses = 0;
  /** Something certain was withdrawn: what was said less well may be shown again. */
  let isLosing = false;

  const statusOf = (id: string) => statuses.get(id) ?? NO_STATUS;

  /** Tells `available` where it changed; an entity nobody has vouched for yet stays untold. */
  function tell(entity: Entity, at: number, out: Outcome): void {
    const status = statusOf(entity.id);
    const value = isReachable(entity, status, at);
    const before = told.get(entity.id);
    if (before === value) return;
    if (before === undefined && !value && !isHeard(entity, status)) return;
    told.set(entity.id, value);
    out.update([{ entityId: entity.id, property: 'available', value, at }]);
  }

  function read(entity: Entity, message: ParsedMessage, out: Outcome, quiet: boolean): void {
    const before = statusOf(entity.id);
    const reports = speakers.read(entity, message, before.state);
    const applied = applyReports(entity.id, before, reports, message.at);
    if (applied.reason !== null) out.complain(applied.reason);
    else if (reports.length === 0)
      out.complain('nothing in it concerns the entities of this topic');
    if (!applied.understood) return;
    out.understand();
    const { status } = applied;
    statuses.set(entity.id, status);
    // Repeated words of a message that was already folded are no new readings.
    out.update(
      quiet ? applied.updates.filter((u) => before.state[u.property] !== u.value) : applied.updates,
    );
    if (applied.updates.some(({ property }) => property === 'on')) {
      clockwork.heard(entity, applied.status, message.at);
    }
    // What was in reach and only said how it is doing is so still.
    const isSameWord = status.heard === before.heard && status.lastHeard === before.lastHeard;
    if (!isSameWord || told.get(entity.id) !== true) tell(entity, message.at, out);
  }

  /** Lets an entity hear what was said on its topics before it was defined. */
  function replay(
    entity: Entity,
    topics: readonly string[],
    except: string,
    known: boolean,
    out: Outcome,
  ) {
    for (const filter of topics) {
      for (const message of last.of(filter)) {
        // Not news any more: an event must not fire again (conventions §0, rule 4).
        if (message.topic !== except)
          read(entity, parseMessage({ ...message, retain: true }), out, known);
      }
    }
  }

  function remove(id: string, out: Outcome): void {
    const entity = registry.drop(id);
    if (entity === undefined) return;
    for (const table of [statuses, told, open]) table.delete(id);
    clockwork.forget(id);
    if (registry.ofDevice(entity.deviceId).length === 0) devices.drop(entity.deviceId);
    out.remove(id);
    // What the entity kept others from reading may be guessed again.
    if (isInferred(entity.source.dialect)) guesses--;
    else {
      isLosing = true;
      speakers.guessAgain();
    }
  }

  function put(entity: Entity): void {
    if (registry.get(entity.id) === undefined && isInferred(entity.source.dialect)) guesses++;
    registry.put(entity);
    clockwork.watch(entity);
  }

  const isExplicit = (id: string) => !isInferred(registry.get(id)?.source.dialect ?? '');
  const isClaimed = (topic: string) =>
    registry.fedBy(topic).some(isExplicit) || registry.commandedBy(topic).some(isExplicit);

  const work: Workshop = {
    ...{
      registry,
      devices,
      open,
      shadows,
      bare,
      limits,
      isInferred,
      rank,
      put,
      remove,
      replay,
      tell,
    },
    guesses: () => guesses,
  };

  /** Devices without entities that a list no longer names are gone. */
  function settleBare(dialect: string, definitions: readonly Definition[], topic: string): void {
    const listed = definitions.flatMap((definition) =>
      definition.type === 'define' && definition.whole === true && definition.device !== null
        ? devices.namedBy(definition.device)
        : [],
    );
    if (definitions.length > 0) bare.settle(dialect, topic, new Set(listed));
  }

  /**
   * Asks one dialect whether the message defines something. `claims`: it is this dialect's business,
   * though it may be a state that an entity defined later has yet to hear.
   */
  function consider(
    speaker: Speaker,
    message: ParsedMessage,
    out: Outcome,
  ): 'defines' | 'claims' | null {
    const definitions = speakers.define(speaker, message);
    const before = bare.size();
    for (const definition of definitions) {
      applyDefinition(work, speaker.dialect.name, definition, message, out);
    }
    if (before > 0) settleBare(speaker.dialect.name, definitions, message.topic);
    if (definitions.length === 0) return null;
    return definitions.every(isEmptyDefinition) ? 'claims' : 'defines';
  }

  /** Asks those who guess, the surest first, until one takes the topic for its own. */
  function guess(message: ParsedMessage, out: Outcome): void {
    let taken = Number.POSITIVE_INFINITY;
    for (const id of registry.fedBy(message.topic))
      taken = Math.min(taken, rank(registry.get(id)?.source.dialect ?? ''));
    for (const speaker of speakers.guessing) {
      if (rank(speaker.dialect.name) > taken || consider(speaker, message, out) !== null) return;
    }
  }

  function fold(message: Message): Folded {
    const out = createOutcome();
    const { topic } = message;
    if (topic === '' || topic.length > MAX_TOPIC_LENGTH) {
      out.complain('topic empty or too long');
      return out.folded(topic.slice(0, MAX_TOPIC_LENGTH));
    }
    const parsed = parseMessage(message);
    const verdicts = speakers.explicit.map((speaker) => consider(speaker, parsed, out));
    if (verdicts.every((verdict) => verdict === null) && !isClaimed(topic)) guess(parsed, out);
    if (!verdicts.includes('defines')) last.keep(message);
    if (isLosing && shadows.size() > 0) revealShadows(work, parsed, out);
    isLosing = false;
    const readers = registry.fedBy(topic);
    for (const id of readers) read(registry.get(id) as Entity, parsed, out, false);
    if (readers.length === 0 && registry.commandedBy(topic).length > 0) {
      out.complain('commands are not read');
    }
    return out.folded(topic);
  }

  function advance(now: number): Folded {
    const out = createOutcome();
    for (const [id, at] of clockwork.fallen(now)) {
      const { state, times, ...rest } = statusOf(id);
      statuses.set(id, { ...rest, state: { ...state, on: false }, times: { ...times, on: at } });
      out.update([{ entityId: id, property: 'on', value: false, at }]);
    }
    for (const id of clockwork.expiring()) {
      const entity = registry.get(id);
      const { reportedAt } = statusOf(id);
      if (entity === undefined || reportedAt === null) continue;
      if (told.get(id) === false || !isExpired(entity, statusOf(id), now)) continue;
      told.set(id, false);
      const at = reportedAt + (entity.source.expireAfterMs ?? 0);
      out.update([{ entityId: id, property: 'available', value: false, at }]);
    }
    return out.folded('');
  }

  const restore: Home['restore'] = (known) => {
    for (const device of known.devices) devices.put(device);
    for (const entity of known.entities) {
      if (registry.get(entity.id) === undefined) open.add(entity.id);
      put(entity);
      const given = Object.hasOwn(known.statuses, entity.id)
        ? known.statuses[entity.id]
        : undefined;
      const current = statuses.get(entity.id);
      // What was heard live since is newer than what somebody remembers.
      if (given === undefined || (current?.reportedAt ?? -1) > (given.reportedAt ?? -1)) continue;
      const { available, ...state } = given.state;
      const status = { ...given, state };
      statuses.set(entity.id, status);
      told.set(entity.id, typeof available === 'boolean' ? available : isAnnounced(entity, status));
      clockwork.heard(entity, status, status.times['on'] ?? status.reportedAt ?? 0);
    }
    speakers.recall(known.entities);
  };

  const assume: Home['assume'] = (entityId, target, at) => {
    const out = createOutcome();
    const entity = registry.get(entityId);
    if (entity?.source.optimistic) {
      const reports = Object.entries(target).map(
        ([property, value]): Report => ({ type: 'state', property, value, at }),
      );
      const applied = applyReports(entityId, statusOf(entityId), reports, at);
      statuses.set(entityId, applied.status);
      out.update(applied.updates);
    }
    return out.folded('');
  };

  const availability = (deviceId: string, now: number): DeviceAvailability => {
    const members = registry.ofDevice(deviceId).flatMap((id) => registry.get(id) ?? []);
    const online = members.length === 0 ? bare.isOnline(deviceId) : null;
    if (online !== null) return online ? 'online' : 'offline';
    return combined(members, statusOf, now);
  };

  const assign: Home['assign'] = (places) => {
    const out = createOutcome();
    registry.assign(places);
    for (const entity of registry.all()) {
      const id = registry.placeOf(entity);
      if (id === undefined || id === entity.id) continue;
      const status = statusOf(entity.id);
      const device = devices.get(entity.deviceId);
      remove(id, out);
      remove(entity.id, out);
      // With its last entity the device went too; but it goes on.
      if (device !== undefined) devices.put(device);
      put({ ...entity, id });
      statuses.set(id, status);
      out.define(id);
    }
    isLosing = false;
    return out.folded('');
  };

  const forget: Home['forget'] = (deviceId) => {
    const out = createOutcome();
    for (const { device, description } of shadows.all()) {
      if (device !== null && devices.namedBy(device).includes(deviceId)) shadows.drop(description);
    }
    for (const id of registry.ofDevice(deviceId)) remove(id, out);
    devices.drop(deviceId);
    bare.forget(deviceId);
    // Those who guessed it may guess it anew when it speaks.
    speakers.guessAgain();
    isLosing = false;
    return out.folded('');
  };

  const readings: Home['readings'] = (message) => {
    const parsed = parseMessage(message);
    return registry.fedBy(message.topic).flatMap((id) => {
      const entity = registry.get(id) as Entity;
      const status = statusOf(id);
      const reports = speakers.read(entity, parsed, status.state);
      return applyReports(id, status, reports, message.at).updates;
    });
  };

  return {
    fold,
    readings,
    advance,
    restore,
    assign,
    forget,
    assume,
    explain: (message) => explain({ speakers, registry, statusOf }, message),
    availability,
    device: devices.get,
    devices: devices.all,
    entity: registry.get,
    entities: registry.all,
    status: statusOf,
    available: (id, now) => {
      const entity = registry.get(id);
      return entity !== undefined && isReachable(entity, statusOf(id), now);
    },
    fedBy: (topic) => registry.fedBy(topic).flatMap((id) => registry.get(id) ?? []),
    encode: (command) =>
      speakers.encode(registry.get(command.entity), command, statusOf(command.entity).state),
  };
};

/** Nothing but "this is mine". */
const isEmptyDefinition = (definition: Definition): boolean =>
  definition.type === 'define' &&
  definition.entities.length === 0 &&
  !definition.complete &&
  definition.whole !== true;
