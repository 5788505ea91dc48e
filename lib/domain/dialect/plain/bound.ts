import type { Binding, Entity, Value } from '../../entity/entity.ts';
import type { Inference } from '../infer/infer.ts';

/** How a value is read. */
export type As = Inference['as'];

/** The binding of a value entity: where in the payload it is, and what to make of it. */
export type Bound = {
  readonly path: readonly string[];
  readonly as: As;
  /** The key under which the notebook has it: several devices may share a topic and a path. */
  readonly key: string;
  /** Only messages that say this at this path are about it: [path, text]. */
  readonly where: readonly [readonly string[], string] | null;
  /** What the raw value means, by its text; what is not listed is taken as it is. */
  readonly words: Readonly<Record<string, Value>> | null;
  /** The raw value of a light's full brightness. */
  readonly scale: number | null;
  /** What is published for a command, by its name. */
  readonly says: Readonly<Record<string, string>> | null;
};

/** Bindings are read with every message, and do not change. */
const known = new WeakMap<Binding, Bound | 'other'>();

/** How the binding of a value entity reads its payloads; null for any other binding. */
export function boundBy({ source }: Pick<Entity, 'source'>): Bound | null {
  let bound = known.get(source.binding);
  if (bound === undefined) {
    bound = parse(source.binding) ?? 'other';
    known.set(source.binding, bound);
  }
  return bound === 'other' ? null : bound;
}

function parse({ path, as, where, words, scale, says }: Binding): Bound | null {
  if (!isPath(path)) return null;
  if (as !== 'number' && as !== 'boolean' && as !== 'text' && as !== 'position') return null;
  const only = whereOf(where);
  return {
    path,
    as,
    key: only === null ? path.join('\n') : `${only[0].join('\n')}=${only[1]}\n\n${path.join('\n')}`,
    where: only,
    words: isTable(words) ? (words as Readonly<Record<string, Value>>) : null,
    scale: typeof scale === 'number' && scale > 0 ? scale : null,
    says: isTable(says) ? (says as Readonly<Record<string, string>>) : null,
  };
}

function whereOf(where: unknown): Bound['where'] {
  if (!Array.isArray(where)) return null;
  const [path, text]: readonly unknown[] = where;
  return isPath(path) && typeof text === 'string' ? [path, text] : null;
}

const isPath = (path: unknown): path is readonly string[] =>
  Array.isArray(path) && path.every((key) => typeof key === 'string');

const isTable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
