import { type Device, device, type Heard, type Memory, retained, type Say } from './device.ts';
import { announceDevice, type Described } from './discovery.ts';

/** What a command changes; null: the appliance does not understand it. */
export type Change = Memory | null;

/** Where an appliance's commands go: `<base>/<name>/set`. */
export type Topics = {
  readonly state: string;
  command(name: string): string;
  of(name: string): string;
};

type Options = Described & {
  /** Its entities as Home Assistant's discovery describes them. */
  readonly components: (
    topics: Topics,
  ) => Readonly<Record<string, { platform: string } & Readonly<Record<string, unknown>>>>;
  /** What it reports, as JSON on one topic. `changedAt` is when it was last told something, or 0. */
  readonly state: (t: number, memory: Memory) => Readonly<Record<string, unknown>>;
  /** What it says besides its state: frames of a camera. */
  readonly more?: (t: number, memory: Memory, topics: Topics) => readonly Say[];
  /** Commands by name: what each changes. */
  readonly commands?: Readonly<
    Record<string, (payload: string, memory: Memory, t: number) => Change>
  >;
  /** After a command it reports again after these, ms: what it does takes time. */
  readonly settlesMs?: readonly number[];
  readonly everyMs?: number;
  readonly habit?: (t: number) => Memory;
  readonly edges?: (from: number, to: number) => readonly number[];
  readonly pastEveryMs?: number | null;
};

const EVERY_MS = 60_000;

/**
 * An appliance that announces itself with all its entities in one message, tells its state as one
 * JSON object and takes each kind of command on a topic of its own: a climate, a lock, a vacuum, …
 */
export function appliance({
  components,
  state,
  more = () => [],
  commands = {},
  settlesMs = [],
  everyMs = EVERY_MS,
  habit = () => ({}),
  edges = () => [],
  pastEveryMs = null,
  ...of
}: Options): Device {
  const base = `appliances/${of.id}`;
  const topics: Topics = {
    state: `${base}/state`,
    command: (name) => `${base}/${name}/set`,
    of: (name) => `${base}/${name}`,
  };
  const byTopic = new Map(
    Object.entries(commands).map(([name, obey]) => [topics.command(name), obey]),
  );
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announceDevice(of, { availability_topic: `${base}/status`, qos: 1 }, components(topics)),
      retained(`${base}/status`, 'online'),
    ],
    listens: [...byTopic.keys()],
    everyMs,
    pastEveryMs,
    answersAfterMs: 60,
    habit: (t) => ({ changedAt: 0, ...habit(t) }),
    edges,
    report: (t, memory) => [retained(topics.state, state(t, memory)), ...more(t, memory, topics)],
    hear(memory, topic, payload, t): Heard | null {
      const change = byTopic.get(topic)?.(payload, memory, t);
      if (!change) return null;
      return { memory: { ...memory, changedAt: t, ...change }, againAfterMs: settlesMs };
    },
  });
}

/** A command that is one of some words; the word is kept under `key`. */
export const chooses =
  (key: string, words: readonly string[]) =>
  (payload: string): Change =>
    words.includes(payload) ? { [key]: payload } : null;

/** ON or OFF, kept under `key`. */
export const switches =
  (key = 'on') =>
  (payload: string): Change =>
    payload === 'ON' || payload === 'OFF' ? { [key]: payload === 'ON' } : null;

/** Templates for values of the one state object. */
export const from = (key: string) => `{{ value_json.${key} }}`;

/** The share of `wholeMs` that has passed since `since`, 0–1; 1 if nothing was ever begun. */
export function progress(since: unknown, t: number, wholeMs: number): number {
  const start = Number(since);
  return start === 0 ? 1 : Math.min(1, Math.max(0, (t - start) / wholeMs));
}
