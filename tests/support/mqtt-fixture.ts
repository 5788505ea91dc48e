import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '@/lib/domain/command/command.ts';
import { type CapturedMessage, type DecodedCommand, decode } from '@/lib/domain/decode.ts';
import type { DescribedDevice, DescribedEntity } from '@/lib/domain/entity/describe.ts';
import { isMessage, type WantedMessage } from './fixture/message.ts';
import { alike, sameText } from './fixture/same.ts';

/** What a fixture expects of a command: a wish, and the messages that must be published. */
type WantedCommand = {
  readonly do: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly publish: readonly WantedMessage[];
};
type WantedEntity = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly unique_id?: string | null;
  readonly name?: string | null;
  readonly property?: string;
  readonly name_defaulted?: boolean;
  readonly device_class?: string | null;
  readonly also_accept?: readonly Readonly<Record<string, unknown>>[];
  readonly commands?: readonly WantedCommand[];
};
type WantedDevice = Readonly<Record<string, unknown>> & {
  readonly name?: string | null;
  readonly identifiers?: readonly string[];
  readonly no_device_info?: boolean;
  readonly disabled?: boolean;
  readonly available?: boolean;
  readonly entity_count?: number;
  readonly entities?: readonly WantedEntity[];
};

/** Captured traffic and what must result; brightness in it is 0–255. */
export type Fixture = {
  readonly title: string;
  readonly messages: readonly CapturedMessage[];
  readonly expect: {
    readonly device_count?: number;
    readonly devices?: readonly WantedDevice[];
    readonly absent?: readonly string[];
    readonly absent_topics?: readonly string[];
    readonly rejected_topics?: readonly string[];
  };
};

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/mqtt');

/** Every captured case as `<folder>/<file>`. */
export function allFixtures(): readonly (readonly [string, Fixture])[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Fixture]);
}

/** The keys of a capability whose order counts, and those that are sets. */
const RANGES = [
  'color_temp_kelvin_range',
  'min',
  'max',
  'step',
  'min_temp',
  'max_temp',
  'temp_step',
];
const SETS = [
  ...['options', 'color_modes', 'effects', 'modes', 'preset_modes', 'fan_modes', 'swing_modes'],
  ...['event_types', 'tones'],
];

/** Every statement of the fixture that does not hold, as a sentence. */
export function failuresOf({ messages, expect }: Fixture): readonly string[] {
  const failures: string[] = [];
  const { devices, ignored } = decode({ messages });
  const usedDevices = new Set<string>();
  const usedEntities = new Set<string>();
  const wishes: { title: string; command: Command; publish: readonly WantedMessage[] }[] = [];
  const hold = (what: string, holds: boolean, actual: unknown, wanted: unknown) => {
    if (!holds) failures.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
  };
  if (expect.device_count !== undefined) {
    const names = devices.map(({ name }) => name);
    hold(
      `devices are ${names.join(', ')}`,
      devices.length === expect.device_count,
      devices.length,
      expect.device_count,
    );
  }
  for (const wanted of expect.devices ?? []) {
    const device = findDevice(devices, wanted, usedDevices);
    const label = wanted.name ?? wanted.identifiers?.[0] ?? 'a device';
    if (device !== undefined) usedDevices.add(device.id);
    if (wanted.disabled) {
      hold(
        `${label} is not shown`,
        (device?.entities.length ?? 0) === 0,
        device?.entities.length,
        0,
      );
      continue;
    }
    const isNameless = wanted.no_device_info === true || (!wanted.name && !wanted.identifiers);
    if (!isNameless && device === undefined) {
      failures.push(`no device like ${label} among ${devices.map(({ name }) => name).join(', ')}`);
      continue;
    }
    if (device !== undefined && !isNameless) checkDevice(label, wanted, device, hold);
    const pool =
      device !== undefined && !isNameless ? device.entities : devices.flatMap((d) => d.entities);
    for (const want of wanted.entities ?? []) {
      const entity = findEntity(pool, want, usedEntities);
      const title = `${label} / ${want.kind} ${want.name ?? want.property ?? want.unique_id ?? ''}`;
      if (entity === undefined) {
        const there = pool.map((e) => `${e.kind} ${e.name}`).join(', ');
        failures.push(`${title}: missing among ${there.slice(0, 600)}`);
        continue;
      }
      usedEntities.add(entity.id);
      checkEntity(title, want, entity, hold);
      for (const command of want.commands ?? []) {
        wishes.push({ title, command: toCommand(entity.id, command), publish: command.publish });
      }
    }
  }
  for (const id of expect.absent ?? []) {
    const there = devices.some((d) => d.entities.some((e) => e.uniqueId === id));
    hold(`${id} is absent`, !there, 'there', 'absent');
  }
  for (const topic of expect.absent_topics ?? []) {
    const shown = JSON.stringify(devices).includes(JSON.stringify(topic));
    hold(`nothing comes from ${topic}`, !shown, 'shown', 'absent');
  }
  for (const topic of expect.rejected_topics ?? []) {
    hold(
      `${topic} is refused`,
      ignored.some((i) => i.topic === topic),
      'taken',
      'refused',
    );
  }
  const answers = decode({ messages, commands: wishes.map(({ command }) => command) }).commands;
  wishes.forEach(({ title, command, publish }, i) => {
    const answer = answers[i] as DecodedCommand;
    const holds = publish.every((want) => answer.messages.some((sent) => isMessage(sent, want)));
    hold(`${title}, ${JSON.stringify(command)}`, holds, answer, publish);
  });
  return failures;
}

type Hold = (what: string, holds: boolean, actual: unknown, wanted: unknown) => void;

function checkDevice(
  label: string,
  wanted: WantedDevice,
  device: DescribedDevice,
  hold: Hold,
): void {
  for (const key of ['manufacturer', 'model'] as const) {
    const want = wanted[key];
    if (want) hold(`${label} ${key}`, sameText(want, device[key]), device[key], want);
  }
  if (wanted.available !== undefined) {
    const online = device.availability === 'online';
    hold(`${label} available`, online === wanted.available, device.availability, wanted.available);
  }
  if (wanted.entity_count !== undefined) {
    const count = device.entities.length;
    hold(`${label} entities`, count === wanted.entity_count, count, wanted.entity_count);
  }
}

function checkEntity(title: string, want: WantedEntity, entity: DescribedEntity, hold: Hold): void {
  const others = want.also_accept ?? [];
  if ('state' in want) {
    const composite = (value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value);
    const single =
      ['value', 'on', 'state'].find((key) => key in entity.state) ?? Object.keys(entity.state)[0];
    const value = single === undefined ? undefined : entity.state[single];
    const holds = [want['state'], ...others.map((other) => other['state'])].some(
      (state, i) =>
        (i === 0 || state !== undefined) &&
        alike(state, composite(state) ? entity.state : value, 'state'),
    );
    hold(`${title} state`, holds, entity.state, want['state']);
  }
  const facts: Readonly<Record<string, unknown>> = {
    unit: entity.unit,
    device_class: entity.deviceClass,
    state_class: entity.stateClass,
    category: entity.category,
    enabled: entity.enabled,
    available: entity.available,
  };
  for (const [key, actual] of Object.entries(facts)) {
    if (!(key in want)) continue;
    const holds =
      alike(want[key], actual, key) ||
      others.some((other) => key in other && alike(other[key], actual, key));
    hold(`${title} ${key}`, holds, actual, want[key]);
  }
  const capabilities: Readonly<Record<string, unknown>> = entity.capabilities;
  for (const key of [...RANGES, ...SETS]) {
    if (!(key in want)) continue;
    const actual =
      capabilities[key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    const wanted = want[key];
    const holds =
      SETS.includes(key) && Array.isArray(wanted)
        ? alike([...wanted].sort(), [...((actual as unknown[]) ?? [])].sort(), key)
        : alike(wanted, actual, key);
    hold(`${title} ${key}`, holds, actual, wanted);
  }
}

function findDevice(
  devices: readonly DescribedDevice[],
  wanted: WantedDevice,
  used: ReadonlySet<string>,
): DescribedDevice | undefined {
  const all = [...devices].sort((a, b) => Number(used.has(a.id)) - Number(used.has(b.id)));
  const identified = (device: DescribedDevice) =>
    (wanted.identifiers ?? []).some((id) => JSON.stringify(device).includes(id));
  const { name } = wanted;
  return (
    all.find((d) => identified(d) && (!name || sameText(name, d.name))) ??
    all.find((d) => name && sameText(name, d.name)) ??
    all.find((d) => name && sameWords(name, d.name)) ??
    all.find(identified)
  );
}

/** By identity, then by name as it is, then by a friendlier one. */
function findEntity(
  pool: readonly DescribedEntity[],
  want: WantedEntity,
  used: ReadonlySet<string>,
): DescribedEntity | undefined {
  const kinds = [want.kind, ...(want.also_accept ?? []).map((other) => other['kind'])];
  const free = pool.filter((e) => !used.has(e.id) && kinds.includes(e.kind));
  const { unique_id: id, name, property } = want;
  const sameClass = (e: DescribedEntity) => e.deviceClass === (want.device_class ?? null);
  const endsWith = (long: string | null, short: string | null) =>
    words(short) !== '' && words(long).endsWith(words(short));
  return (
    free.find((e) => id && e.uniqueId === id) ??
    free.find((e) => name && sameText(name, e.name)) ??
    free.find((e) => name && sameWords(name, e.name)) ??
    free.find((e) => property && (endsWith(e.name, property) || endsWith(e.uniqueId, property))) ??
    free.find((e) => name && (endsWith(e.name, name) || endsWith(name, e.name)) && sameClass(e)) ??
    free.find((e) => (!name || want.name_defaulted) && sameClass(e)) ??
    (name ? undefined : free[0])
  );
}

const words = (text: string | null | undefined): string =>
  (text ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_\-/]+/g, ' ')
    .trim();

const sameWords = (a: string, b: string | null): boolean => words(a) === words(b);

function toCommand(entity: string, command: WantedCommand): Command {
  const given: Record<string, unknown> = { ...command.with };
  if (typeof given.brightness === 'number') given.brightness = (given.brightness / 255) * 100;
  return { entity, command: command.do, ...given };
}
