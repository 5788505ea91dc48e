import type { Memory } from '../devices/device.ts';
import { obeyed, type Values } from './exposes.ts';
import type { Node } from './node.ts';

/** What the bridge keeps of its network beside what every node is by itself. */
export type Network = {
  /** What the nodes were set to, by address. */
  readonly set: Readonly<Record<string, Values>>;
  /** Names that somebody gave, by address. */
  readonly names: Readonly<Record<string, string>>;
  /** Addresses that were taken out. */
  readonly gone: Readonly<Record<string, true>>;
  /** When guests joined (their interview is over), by address, epoch ms. */
  readonly guests: Readonly<Record<string, number>>;
  /** The network is open for new devices until then, epoch ms. */
  readonly openUntil: number;
};

export const EMPTY: Network = { set: {}, names: {}, gone: {}, guests: {}, openUntil: 0 };

/** The network in a device's memory, which only ever holds what `remember` put there. */
export const networkIn = (memory: Memory): Network => ({
  ...EMPTY,
  ...(memory as Partial<Network>),
});
export const remember = (network: Network): Memory => ({ ...network });

export const nameOf = ({ names }: Network, { ieee, name }: Node): string =>
  (Object.hasOwn(names, ieee) ? names[ieee] : undefined) ?? name;

/** What a node is set to: what it was told, on what it is by itself. */
export const setOf = ({ set }: Network, node: Node, t: number): Values => ({
  ...node.habit(t),
  ...set[node.ieee],
});

/** All that a node says of itself. */
export const stateOf = (network: Network, node: Node, t: number): Record<string, unknown> => {
  const set = setOf(network, node, t);
  const { from: _from, startedAt: _startedAt, target: _target, ...shown } = set;
  return { ...shown, ...node.sense(t, set) };
};

/** The network after a `/set` to a node; null if the node has nothing to do with it. */
export function told(
  network: Network,
  node: Node,
  fields: Readonly<Record<string, unknown>>,
  t: number,
): Network | null {
  const now = setOf(network, node, t);
  const next = node.obey ? node.obey(now, fields, t) : obeyed(node.exposes, now, fields);
  return next && { ...network, set: { ...network.set, [node.ieee]: next } };
}

/** Takes back what the given nodes were told: the home has gone on. */
export function reset(network: Network, nodes: readonly Node[]): Network {
  const gone = new Set(nodes.map(({ ieee }) => ieee));
  return {
    ...network,
    set: Object.fromEntries(Object.entries(network.set).filter(([ieee]) => !gone.has(ieee))),
  };
}
