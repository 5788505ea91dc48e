import type { CounterAnswer } from '../../api/counters.ts';

/** Counted reasons that belong together. */
export type ReasonGroup = {
  readonly title: string;
  readonly count: number;
  readonly reasons: readonly Reason[];
};

export type Reason = {
  readonly name: string;
  readonly count: number;
  /** The topic it last happened on. */
  readonly topic: string | null;
  /** Epoch ms; null: not known. */
  readonly lastAt: number | null;
};

const IGNORED = 'ignored: ';
const DROPPED = 'dropped: ';

/** Reasons of the same kind, told by how they begin. The first that fits. */
const KINDS: readonly { readonly title: string; readonly begins: readonly string[] }[] = [
  {
    title: 'For nobody here',
    begins: ['no entity reads', 'commands are not read', 'nothing in it concerns'],
  },
  {
    title: 'Faults of this app',
    begins: ['internal error', 'quarantined', 'session lost', DROPPED],
  },
];
/** What a reason quotes of the message, and what stands for all of it. */
const QUOTED = /"[^"]*"/g;
const ANYTHING = '"…"';
const REST = 'Not as expected';
const REFUSED = 'Refused by the broker';

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * What the recorder and the broker counted, in groups, those first that somebody can mend; the
 * latest reason of each first. Reasons that differ only in the word they quote are one, at the topic
 * where it happened last.
 */
export function reasonGroups(
  counters: readonly CounterAnswer[],
  refusals: ReadonlyMap<string, number>,
): readonly ReasonGroup[] {
  const groups = new Map<string, Map<string, Reason>>();
  const put = (title: string, reason: Reason) => {
    const group = groups.get(title) ?? new Map<string, Reason>();
    groups.set(title, group);
    const key = reason.name.replace(QUOTED, ANYTHING);
    const known = group.get(key);
    group.set(key, known ? merged(known, reason, key) : reason);
  };
  for (const { name, count, lastAt, detail } of counters) {
    const plain = name.startsWith(IGNORED) ? name.slice(IGNORED.length) : name;
    const at = Date.parse(lastAt);
    put(titleOf(plain), {
      name: sentence(plain.startsWith(DROPPED) ? plain.slice(DROPPED.length) : plain),
      count,
      topic: detail,
      lastAt: Number.isNaN(at) ? null : at,
    });
  }
  for (const [reason, count] of refusals)
    put(REFUSED, { name: sentence(reason.replaceAll('-', ' ')), count, topic: null, lastAt: null });

  const order = [REST, ...KINDS.map(({ title }) => title), REFUSED];
  return order.flatMap((title) => {
    const reasons = [...(groups.get(title)?.values() ?? [])];
    if (reasons.length === 0) return [];
    reasons.sort((a, b) => (b.lastAt ?? 0) - (a.lastAt ?? 0) || b.count - a.count);
    return [{ title, reasons, count: reasons.reduce((sum, { count }) => sum + count, 0) }];
  });
}

const titleOf = (reason: string): string =>
  KINDS.find(({ begins }) => begins.some((start) => reason.startsWith(start)))?.title ?? REST;

function merged(a: Reason, b: Reason, common: string): Reason {
  const last = (b.lastAt ?? 0) > (a.lastAt ?? 0) ? b : a;
  return { ...last, name: a.name === b.name ? a.name : common, count: a.count + b.count };
}
