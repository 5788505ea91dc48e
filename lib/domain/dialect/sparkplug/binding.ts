import type { Entity } from '../../entity/entity.ts';

/** Where an entity's metric is found in the payloads of its node or device. */
export type MetricBinding = {
  readonly group: string;
  readonly node: string;
  readonly device: string | null;
  readonly metric: string;
  readonly alias: string | null;
  /** The way into a template, from the metric down. */
  readonly path: readonly string[];
  readonly datatype: number;
  /** Of the node's birth; a death with another number is that of an older session. */
  readonly bdSeq: string | null;
  /** Time of the birth, epoch ms by the node's clock: aliases of older messages mean nothing. */
  readonly bornAt: number | null;
};

const opened = new WeakMap<object, MetricBinding | null>();

/** The binding, which may come from a database; null if it is none of ours. */
export function bindingOf({ source: { binding } }: Pick<Entity, 'source'>): MetricBinding | null {
  const known = opened.get(binding);
  if (known !== undefined) return known;
  const { group, node, device, metric, alias, path, datatype, bdSeq, bornAt } = binding;
  const isOurs =
    typeof group === 'string' &&
    typeof node === 'string' &&
    typeof metric === 'string' &&
    typeof datatype === 'number';
  const result: MetricBinding | null = isOurs
    ? {
        ...{ group, node, metric, datatype },
        device: typeof device === 'string' ? device : null,
        alias: typeof alias === 'string' ? alias : null,
        path: Array.isArray(path) ? path.filter((key) => typeof key === 'string') : [],
        bdSeq: typeof bdSeq === 'string' ? bdSeq : null,
        bornAt: typeof bornAt === 'number' ? bornAt : null,
      }
    : null;
  opened.set(binding, result);
  return result;
}
