/** One message a device says. */
export type Say = {
  readonly topic: string;
  readonly payload: string | Uint8Array;
  readonly retain: boolean;
  readonly qos: 0 | 1;
};

/** Plain data. */
export type Plain = number | boolean | string | { readonly [key: string]: Plain };

/** What a device was told and keeps: on, brightness, a target, … */
export type Memory = Readonly<Record<string, Plain>>;

/** Said later, as things are then; with 0 ms at once, before any report. */
export type Later = {
  readonly afterMs: number;
  readonly say: (t: number, memory: Memory) => readonly Say[];
};

/** What a command makes of a device. */
export type Heard = {
  readonly memory: Memory;
  /** It reports at once, and again after each of these, because something moves (a blind). */
  readonly againAfterMs: readonly number[];
  /** What it says of it; if absent, all that it reports. */
  readonly report?: (t: number, memory: Memory) => readonly Say[];
  /** What it says once besides, so much later: answers to requests, events. */
  readonly says?: readonly Later[];
};

/**
 * A pretend device: everything it says is a function of the time and of what it was told, so that
 * its past can be worked out and its present can be continued.
 */
export type Device = {
  /** Also its MQTT client id. */
  readonly id: string;
  readonly will: Say | null;
  /** Said at each connect: what it is, and that it is online. */
  readonly hello: readonly Say[];
  /** Topics it takes commands on. */
  readonly listens: readonly string[];
  /** Live, it reports this often. */
  readonly everyMs: number;
  /** In the past, it reported this often; null: at its `edges` only. */
  readonly pastEveryMs: number | null;
  /** How long it takes to do as it is told; null: it never does. */
  readonly answersAfterMs: number | null;
  /** It loses its connection without a goodbye, so often and for so long. */
  readonly drops: { readonly everyMs: number; readonly forMs: number } | null;
  /** What the people of the home have made of it at a time, as if nobody had sent a command. */
  habit(t: number): Memory;
  /** Moments in [from, to), in order, at which the home changes it and it reports at once. */
  edges(from: number, to: number): readonly number[];
  /** What an edge at `t` makes of what it was told; if absent, its habit is all it knows again. */
  atEdge?(memory: Memory, t: number): Memory;
  report(t: number, memory: Memory): readonly Say[];
  /** Said at each connect after `hello`: what depends on what it was told (a bridge's device list). */
  introduce?(t: number, memory: Memory): readonly Say[];
  /** A report of the past, where a year of all it says would be too much. */
  pastReport?(t: number): readonly Say[];
  /** null: it does not understand. Never throws. `bytes`: the payload where it is no text. */
  hear(memory: Memory, topic: string, payload: string, t: number, bytes?: Uint8Array): Heard | null;
};

const DEAF = {
  listens: [],
  answersAfterMs: null,
  drops: null,
  habit: () => ({}),
  edges: () => [],
  hear: () => null,
} as const;

type Needed = Pick<Device, 'id' | 'will' | 'hello' | 'everyMs' | 'pastEveryMs' | 'report'>;

/** A device from what it needs to say; without more it is a sensor that takes no commands. */
export function device(parts: Needed & Partial<Device>): Device {
  return { ...DEAF, ...parts };
}

/** A message that the broker keeps for those who come later. */
export function retained(topic: string, payload: string | object): Say {
  return { topic, payload: asText(payload), retain: true, qos: 1 };
}

/** A message for those who are there. */
export function passing(topic: string, payload: string | object): Say {
  return { topic, payload: asText(payload), retain: false, qos: 0 };
}

const asText = (payload: string | object) =>
  typeof payload === 'string' ? payload : JSON.stringify(payload);

/** The object in a JSON payload, or null. */
export function readObject(payload: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    return null;
  }
}

/** A number in [low, high], or undefined. */
export function readNumber(value: unknown, low: number, high: number): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return Math.min(high, Math.max(low, number));
}

/** `value` with so many decimals, as a number. */
export function round(value: number, decimals = 0): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale || 0;
}
