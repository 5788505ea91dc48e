import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '@/lib/domain/command/command.ts';
import { type CapturedMessage, type DecodedCommand, decode } from '@/lib/domain/decode.ts';
import type { DescribedDevice, DescribedEntity } from '@/lib/domain/entity/describe.ts';

/** What a fixture expects of a command: a wish, and the messages that must be published. */
type WantedCommand = {
  readonly do: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly publish: readonly WantedMessage[];
};
type WantedMessage = {
  readonly topic?: string;
  readonly payload?: string;
  readonly payload_number?: number;
  readonly payload_json?: unknown;
  readonly retain?: boolean;
  readonly qos?: number;
};
type WantedEntity = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly unique_id?: string | null;
  readonly name?: string | null;
  readonly name_defaulted?: boolean;
  readonly commands?: readonly WantedCommand[];
};
type WantedDevice = Readonly<Record<string, unknown>> & {
  readonly name?: string | null;
  readonly no_device_info?: boolean;
  readonly entities?: readonly WantedEntity[];
};

/** Captured traffic and what must result; brightness in it is 0–255. */
export type Fixture = {
  readonly title: string;
  readonly messages: readonly CapturedMessage[];
  readonly expect: {
    readonly devices?: readonly WantedDevice[];
    readonly absent?: readonly string[];
    readonly rejected_topics?: readonly string[];
  };
};

const FOLDER = path.resolve(import.meta.dirname, '../fixtures/mqtt');

/** The fixtures of one dialect, by file name. */
export function fixturesOf(dialect: string): readonly (readonly [string, Fixture])[] {
  const folder = path.join(FOLDER, dialect);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Fixture]);
}

/** Every statement of the fixture that does not hold, as a sentence. */
export function failuresOf({ messages, expect }: Fixture): readonly string[] {
  const failures: string[] = [];
  const { devices, ignored } = decode({ messages });
  const hold = (what: string, wanted: unknown, actual: unknown, key = '') => {
    if (!alike(wanted, actual, key)) {
      failures.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
    }
  };
  const wishes: { title: string; command: Command; publish: readonly WantedMessage[] }[] = [];
  for (const wanted of expect.devices ?? []) {
    const device = devices.find((d) => isWanted(d, wanted));
    if (device === undefined) {
      failures.push(`no device like ${JSON.stringify(wanted.name ?? wanted['identifiers'])}`);
      continue;
    }
    for (const key of ['manufacturer', 'model'] as const) {
      if (wanted[key] !== undefined) hold(`${device.name} ${key}`, wanted[key], device[key]);
    }
    for (const want of wanted.entities ?? []) {
      const entity = device.entities.find((e) => isEntity(e, want));
      const title = `${device.name} / ${want.kind} ${want.name ?? want.unique_id ?? ''}`;
      if (entity === undefined) {
        failures.push(`${title}: missing among ${device.entities.map((e) => e.id).join(', ')}`);
        continue;
      }
      checkEntity(title, want, entity, hold);
      for (const command of want.commands ?? []) {
        wishes.push({ title, command: toCommand(entity.id, command), publish: command.publish });
      }
    }
  }
  for (const id of expect.absent ?? []) {
    const there = devices.some((d) => d.entities.some((e) => e.uniqueId === id));
    hold(`${id} is absent`, false, there);
  }
  for (const topic of expect.rejected_topics ?? []) {
    hold(
      `${topic} is refused`,
      true,
      ignored.some((i) => i.topic === topic),
    );
  }
  const answers = decode({ messages, commands: wishes.map(({ command }) => command) }).commands;
  wishes.forEach(({ title, command, publish }, i) => {
    const answer = answers[i] as DecodedCommand;
    for (const message of publish) {
      if (answer.messages.some((sent) => isMessage(sent, message))) continue;
      failures.push(
        `${title}, ${JSON.stringify(command)}: ${JSON.stringify(answer)}, not ${JSON.stringify(message)}`,
      );
    }
    hold(`${title}, ${command.command}: messages`, publish.length, answer.messages.length);
  });
  return failures;
}

function checkEntity(
  title: string,
  want: WantedEntity,
  entity: DescribedEntity,
  hold: (what: string, wanted: unknown, actual: unknown, key?: string) => void,
): void {
  if ('state' in want) {
    const composite = typeof want['state'] === 'object' && want['state'] !== null;
    const value = entity.state['value'] ?? entity.state['on'] ?? null;
    hold(`${title} state`, want['state'], composite ? entity.state : value);
  }
  const facts = {
    unit: entity.unit,
    device_class: entity.deviceClass,
    state_class: entity.stateClass,
    category: entity.category,
    enabled: entity.enabled,
    available: entity.available,
    effects: entity.capabilities.effects,
    options: entity.capabilities.options,
    color_temp_kelvin_range: entity.capabilities.colorTempKelvinRange,
  };
  for (const [key, actual] of Object.entries(facts)) {
    if (key in want) hold(`${title} ${key}`, want[key], actual);
  }
  if (Array.isArray(want['color_modes'])) {
    const modes = [...(entity.capabilities.colorModes ?? [])].sort();
    hold(`${title} modes`, [...want['color_modes']].sort(), modes);
  }
}

function isWanted(device: DescribedDevice, wanted: WantedDevice): boolean {
  if (typeof wanted.name === 'string') return device.name === wanted.name;
  return (wanted.entities ?? []).some((want) => device.entities.some((e) => isEntity(e, want)));
}

function isEntity(entity: DescribedEntity, want: WantedEntity): boolean {
  if (entity.kind !== want.kind) return false;
  return want.unique_id ? entity.uniqueId === want.unique_id : entity.name === want.name;
}

function toCommand(entity: string, command: WantedCommand): Command {
  const given: Record<string, unknown> = { ...command.with };
  if (typeof given.brightness === 'number') given.brightness = (given.brightness / 255) * 100;
  return { entity, command: command.do, ...given };
}

function isMessage(
  sent: { topic: string; payload: string; qos: number; retain: boolean },
  want: WantedMessage,
): boolean {
  if (sent.topic !== want.topic) return false;
  if (sent.retain !== (want.retain ?? false) || sent.qos !== (want.qos ?? 0)) return false;
  if (want.payload_number !== undefined) return Number(sent.payload) === want.payload_number;
  if (want.payload_json === undefined) return sent.payload === want.payload;
  try {
    const json: unknown = JSON.parse(sent.payload);
    return alike(want.payload_json, json, 'json') && alike(json, want.payload_json, 'json');
  } catch {
    return false;
  }
}

/** Equal, with the tolerance that the rounding of a scale asks for. */
function alike(want: unknown, actual: unknown, key: string): boolean {
  if (want === null || want === undefined) return actual === null || actual === undefined;
  if (key === 'brightness') return near((Number(want) / 255) * 100, actual, 0.4);
  if (key === 'color_temp_kelvin') return near(Number(want), actual, 12);
  if (typeof want === 'number') return near(want, actual, key === 'json' ? 1 : 1e-9);
  if (Array.isArray(want)) {
    return (
      Array.isArray(actual) &&
      want.length === actual.length &&
      want.every((item, i) => alike(item, actual[i], key))
    );
  }
  if (typeof want !== 'object') return want === actual;
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(want).every(([name, value]) =>
    alike(value, (actual as Record<string, unknown>)[name], key === 'json' ? key : name),
  );
}

const near = (want: number, actual: unknown, tolerance: number) =>
  typeof actual === 'number' && Math.abs(want - actual) <= tolerance;
