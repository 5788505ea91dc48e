import type { Message } from '../../domain/dialect/message.ts';
import { decodeUtf8 } from '../../domain/dialect/utf8.ts';

/** One topic as it was heard while somebody listened. */
export type HeardTopic = {
  readonly topic: string;
  /** The last payload, cut to what fits a line; null: it is no text. */
  readonly text: string | null;
  /** Messages since listening began, without what the broker had kept. */
  readonly count: number;
};

export type Census = ReturnType<typeof createCensus>;

/** A broker may carry any number of topics; the first ones tell enough. */
const MOST = 5_000;
const MAX_TEXT = 400;
const MINUTE = 60_000;
/** The rate is that of the last half minute. */
const WINDOW_MS = 30_000;
const SLOT_MS = 1_000;

/** Counts what the broker carries, for as long as somebody listens. @param from epoch ms */
export function createCensus(from: number) {
  const topics = new Map<string, { text: string | null; count: number }>();
  /** Messages by second. */
  const slots = new Map<number, number>();
  let isFull = false;
  let total = 0;

  return {
    /** `at`: its arrival, epoch ms. */
    take({ topic, payload, retain }: Message, at: number): void {
      // What the broker and the roles say among themselves is no device.
      if (topic.startsWith('$') || topic.startsWith('clients/')) return;
      const known = topics.get(topic);
      if (known === undefined && topics.size >= MOST) isFull = true;
      else
        topics.set(topic, { text: textOf(payload), count: (known?.count ?? 0) + (retain ? 0 : 1) });
      if (retain) return;
      total += 1;
      const slot = Math.floor(at / SLOT_MS);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
      if (slots.size > WINDOW_MS / SLOT_MS + 2) {
        for (const old of slots.keys()) if (old < slot - WINDOW_MS / SLOT_MS) slots.delete(old);
      }
    },
    size: () => topics.size,
    /** Whether there are more topics than are counted. */
    isFull: () => isFull,
    total: () => total,
    /** Messages a minute, as of `now`. */
    perMinute(now: number): number {
      const span = Math.min(WINDOW_MS, Math.max(SLOT_MS, now - from));
      const first = Math.floor((now - span) / SLOT_MS);
      let heard = 0;
      for (const [slot, count] of slots) if (slot >= first) heard += count;
      return Math.round((heard * MINUTE) / span);
    },
    last: (topic: string): string | null => topics.get(topic)?.text ?? null,
    all: (): readonly HeardTopic[] => [...topics].map(([topic, heard]) => ({ topic, ...heard })),
  };
}

function textOf(payload: Uint8Array): string | null {
  if (payload.length > 16 * MAX_TEXT) return decodeCut(payload);
  const text = decodeUtf8(payload);
  return text === null ? null : text.slice(0, MAX_TEXT);
}

/** The beginning of a long text; a letter that the cut went through is left out. */
function decodeCut(payload: Uint8Array): string | null {
  for (let end = MAX_TEXT; end > MAX_TEXT - 4; end -= 1) {
    const text = decodeUtf8(payload.subarray(0, end));
    if (text !== null) return `${text}…`;
  }
  return null;
}

/** Topics that have all words of `search`, at most `most`; those that begin with it come first. */
export function suggestTopics(
  heard: readonly HeardTopic[],
  search: string,
  most: number,
): readonly HeardTopic[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const start = search.trim().toLowerCase();
  return heard
    .filter(({ topic }) => words.every((word) => topic.toLowerCase().includes(word)))
    .sort(
      (a, b) =>
        Number(b.topic.toLowerCase().startsWith(start)) -
          Number(a.topic.toLowerCase().startsWith(start)) || (a.topic < b.topic ? -1 : 1),
    )
    .slice(0, most);
}

export type Share = { readonly name: string; readonly topics: number; readonly messages: number };

/** How many topics and messages fall on each name, the fullest first. */
export function shares(
  heard: readonly HeardTopic[],
  nameOf: (topic: string) => string,
): readonly Share[] {
  const found = new Map<string, { topics: number; messages: number }>();
  for (const { topic, count } of heard) {
    const name = nameOf(topic);
    const share = found.get(name) ?? { topics: 0, messages: 0 };
    found.set(name, { topics: share.topics + 1, messages: share.messages + count });
  }
  return [...found]
    .map(([name, share]) => ({ name, ...share }))
    .sort((a, b) => b.topics - a.topics || (a.name < b.name ? -1 : 1));
}

/** The first level of a topic; a leading slash makes it empty, so the next one is told too. */
export const firstLevel = (topic: string): string => {
  const [first = '', second] = topic.split('/', 2);
  return first === '' && second !== undefined ? `/${second}` : first;
};
