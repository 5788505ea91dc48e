import type { SparkPoint } from '../history/spark.ts';
import type { Heard } from './memory.ts';
import { textOf } from './payload.ts';

/** The numbers that one place of a payload had, the oldest first; null where it had none. */
export type NumberSeries = {
  /** `humidity`, `ENERGY.Power`; empty: the payload is the number. */
  readonly path: string;
  readonly points: readonly (SparkPoint | null)[];
};

const MOST_SERIES = 12;
const MOST_DEPTH = 4;
const MOST_CHARACTERS = 20_000;
/** A number as devices write it, alone or with a unit behind it ("21.5 °C"). */
const NUMBER = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*[^\d\s,;:]{0,6}\s*$/;

/**
 * The numbers of the last payloads of a topic, for small charts. `history` has the newest first;
 * which numbers there are, the newest says.
 */
export function seriesOf(history: readonly Heard[]): readonly NumberSeries[] {
  const read = history.toReversed().map((heard) => ({ at: heard.at, numbers: numbersOf(heard) }));
  const paths = [...(read.at(-1)?.numbers.keys() ?? [])].slice(0, MOST_SERIES);
  return paths.map((path) => ({
    path,
    points: read.map(({ at, numbers }) => {
      const value = numbers.get(path);
      return value === undefined ? null : { at, value };
    }),
  }));
}

function numbersOf({ payload, size }: Heard): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (size === 0 || size > MOST_CHARACTERS || payload.length < size) return found;
  const text = textOf(payload);
  if (text === null) return found;
  const plain = NUMBER.exec(text)?.[1];
  if (plain !== undefined) return found.set('', Number(plain));
  try {
    collect(JSON.parse(text), '', 0, found);
  } catch {
    // No JSON, so no numbers in it.
  }
  return found;
}

function collect(value: unknown, path: string, depth: number, found: Map<string, number>): void {
  if (found.size >= MOST_SERIES) return;
  if (typeof value === 'number') found.set(path, value);
  if (typeof value !== 'object' || value === null || depth >= MOST_DEPTH) return;
  for (const [name, member] of Object.entries(value))
    collect(member, path === '' ? name : `${path}.${name}`, depth + 1, found);
}
