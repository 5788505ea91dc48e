import { createPayloadMemory, type Heard } from './memory.ts';

/** A place in the tree: a number, for ever. */
export type Place = number;
export const ROOT: Place = 0;

/** Whether the broker keeps a message of a topic, as far as can be told from what it sends. */
export type Kept = 'unknown' | 'kept' | 'not_kept';

export type TreeLimits = {
  readonly topics: number;
  readonly places: number;
  /** Characters of all topics. */
  readonly characters: number;
  /** Levels that are shown one by one; what is deeper is one level. */
  readonly depth: number;
};

export const TREE_LIMITS: TreeLimits = {
  topics: 100_000,
  places: 300_000,
  characters: 32_000_000,
  depth: 32,
};

/** What happened at a place and below it. */
export type PlaceStats = {
  readonly messages: number;
  /** Messages a second, of late. */
  readonly rate: number;
  /** Epoch ms; 0: nothing was heard. */
  readonly lastAt: number;
  readonly topics: number;
  readonly kept: number;
};

/** Over how long a rate is a mean, ms; and the least time that one is told of. */
const RATE_MS = 20_000;
const LEAST_RATED_MS = 10_000;
/** Up to so many neighbours are sorted as people count (2 before 10); more, as machines do. */
const SORTED_BY_PEOPLE = 2_000;
const collator = new Intl.Collator(undefined, { numeric: true });

export type TopicTree = ReturnType<typeof createTopicTree>;

/**
 * All topics heard, as a tree in flat arrays: a message costs a look-up and one step per level. A
 * message that would be one topic too many is only counted.
 */
export function createTopicTree(limits: TreeLimits = TREE_LIMITS, memory = createPayloadMemory()) {
  const places = new Map<string, Place>();
  const paths: string[] = [''];
  const names: string[] = [''];
  const parents: Place[] = [ROOT];
  const depths: number[] = [0];
  const children: (Place[] | null)[] = [null];
  const sorted: boolean[] = [true];
  const messages: number[] = [0];
  const lastAts: number[] = [0];
  const rates: number[] = [0];
  const ratedAts: number[] = [0];
  const topicCounts: number[] = [0];
  const keptCounts: number[] = [0];
  const keptOf: Kept[] = ['unknown'];
  let characters = 0;
  let leftOut = 0;
  /** When traffic began to be counted, epoch ms. */
  let since: number | null = null;

  function grow(parent: Place, path: string, name: string): Place {
    const place = paths.length;
    places.set(path, place);
    paths.push(path);
    names.push(name);
    parents.push(parent);
    depths.push((depths[parent] as number) + 1);
    children.push(null);
    sorted.push(true);
    for (const numbers of [messages, lastAts, rates, ratedAts, topicCounts, keptCounts])
      numbers.push(0);
    keptOf.push('unknown');
    const siblings = children[parent];
    if (siblings) {
      siblings.push(place);
      sorted[parent] = false;
    } else children[parent] = [place];
    return place;
  }

  /** The place of a topic, made if need be; null if there is no room for it. */
  function settle(topic: string): Place | null {
    const known = places.get(topic);
    if (known !== undefined) {
      if (memory.newest(known) !== undefined) return known;
      if ((topicCounts[ROOT] as number) >= limits.topics) return null;
      return known;
    }
    const starts = levelStarts(topic, limits.depth);
    const full =
      (topicCounts[ROOT] as number) >= limits.topics ||
      paths.length + starts.length > limits.places ||
      characters + topic.length > limits.characters;
    if (full) return null;
    characters += topic.length;
    let place = ROOT;
    for (let i = 0; i < starts.length; i += 1) {
      const start = starts[i] as number;
      const next = starts[i + 1];
      const end = next === undefined ? topic.length : next - 1;
      const path = topic.slice(0, end);
      place = places.get(path) ?? grow(place, path, topic.slice(start, end));
    }
    return place;
  }

  function climb(place: Place, act: (place: Place) => void): void {
    for (let at = place; at !== ROOT; at = parents[at] as Place) act(at);
    act(ROOT);
  }

  function bump(place: Place, at: number): void {
    rates[place] = faded(place, at) + 1_000 / RATE_MS;
    ratedAts[place] = at;
  }

  function faded(place: Place, now: number): number {
    const before = rates[place] as number;
    return before === 0 ? 0 : before * Math.exp(((ratedAts[place] as number) - now) / RATE_MS);
  }

  /** The mean of late; of the time before anybody listened nothing is known, so it is left out. */
  function rateAt(place: Place, now: number): number {
    const listened = Math.max(LEAST_RATED_MS, now - (since ?? now));
    return faded(place, now) / (1 - Math.exp(-listened / RATE_MS));
  }

  function setKept(place: Place, kept: Kept): void {
    const before = keptOf[place];
    if (before === kept) return;
    keptOf[place] = kept;
    const change = Number(kept === 'kept') - Number(before === 'kept');
    if (change === 0) return;
    climb(place, (at) => {
      keptCounts[at] = (keptCounts[at] as number) + change;
    });
  }

  return {
    /**
     * Takes in a message; null if there was no room for its topic. What the broker kept is no
     * traffic: it counts as a message, but not in the rate; and the same again is nothing new.
     */
    add(topic: string, payload: Uint8Array, retained: boolean, at: number): Place | null {
      const place = settle(topic);
      if (place === null) {
        leftOut += 1;
        return null;
      }
      const before = memory.newest(place);
      since ??= at;
      if (retained) setKept(place, 'kept');
      // An empty message takes a retained one away (MQTT 3.1.1, 3.3.1.3).
      else if (payload.length === 0) setKept(place, 'not_kept');
      if (retained && before && sameBytes(before, payload)) return place;
      memory.keep(place, payload, at, retained);
      const isNew = before === undefined;
      climb(place, (one) => {
        messages[one] = (messages[one] as number) + 1;
        lastAts[one] = at;
        if (isNew) topicCounts[one] = (topicCounts[one] as number) + 1;
        if (!retained) bump(one, at);
      });
      return place;
    },
    setKept,
    find: (topic: string): Place | undefined => places.get(topic),
    /** How many places there are; they are numbered from 0 (the root) without gaps. */
    size: () => paths.length,
    leftOut: () => leftOut,
    path: (place: Place): string => paths[place] ?? '',
    name: (place: Place): string => names[place] ?? '',
    parent: (place: Place): Place => parents[place] ?? ROOT,
    depth: (place: Place): number => depths[place] ?? 0,
    hasChildren: (place: Place): boolean => (children[place] ?? null) !== null,
    kept: (place: Place): Kept => keptOf[place] ?? 'unknown',
    newest: memory.newest,
    history: memory.history,

    /** The places right below one, by name. */
    children(place: Place): readonly Place[] {
      const list = children[place];
      if (!list) return NONE;
      if (!sorted[place]) {
        const compare =
          list.length <= SORTED_BY_PEOPLE
            ? (a: Place, b: Place) =>
                collator.compare(names[a] as string, names[b] as string) || a - b
            : (a: Place, b: Place) => ((names[a] as string) < (names[b] as string) ? -1 : 1);
        list.sort(compare);
        sorted[place] = true;
      }
      return list;
    },

    stats: (place: Place, now: number): PlaceStats => ({
      messages: messages[place] ?? 0,
      rate: rateAt(place, now),
      lastAt: lastAts[place] ?? 0,
      topics: topicCounts[place] ?? 0,
      kept: keptCounts[place] ?? 0,
    }),

    /** The topics at a place and below it that the broker keeps something of. */
    keptTopics(place: Place): readonly string[] {
      const found: string[] = [];
      const open: Place[] = [place];
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if ((keptCounts[at] as number) === 0) continue;
        if (keptOf[at] === 'kept') found.push(paths[at] as string);
        for (const child of children[at] ?? NONE) open.push(child);
      }
      return found.sort();
    },
  };
}

const NONE: readonly Place[] = [];

/** Where each level begins; `a//b` has three, and `/a` begins with an empty one. */
function levelStarts(topic: string, depth: number): readonly number[] {
  const starts = [0];
  let slash = topic.indexOf('/');
  while (slash !== -1 && starts.length < depth) {
    starts.push(slash + 1);
    slash = topic.indexOf('/', slash + 1);
  }
  return starts;
}

/** Whether a payload is the one that was heard; of a large one, as far as it was kept. */
export function sameBytes(heard: Heard, payload: Uint8Array): boolean {
  if (heard.size !== payload.length) return false;
  for (let i = 0; i < heard.payload.length; i += 1)
    if (heard.payload[i] !== payload[i]) return false;
  return true;
}
