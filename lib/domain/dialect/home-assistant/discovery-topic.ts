/** What a discovery topic names: `<prefix>/<component>/[<node id>/]<object id>/config`. */
export type DiscoveryTopic = {
  readonly component: string;
  readonly nodeId: string | null;
  readonly objectId: string;
  /** Identity of an entity without a unique id, the same in both forms of discovery. */
  readonly identity: string;
};

const ID = /^[a-zA-Z0-9_-]+$/;

/** null: no discovery topic; a text: one that breaks the rules of conventions §1.1. */
export function readDiscoveryTopic(prefix: string, topic: string): DiscoveryTopic | string | null {
  if (!topic.endsWith('/config') || !topic.startsWith(`${prefix}/`)) return null;
  const levels = topic.slice(prefix.length + 1).split('/');
  if (levels.length < 3) return null;
  const [component = '', ...ids] = levels.slice(0, -1);
  if (ids.length > 2) return 'a discovery topic has at most a node id and an object id';
  if (!ids.every((id) => ID.test(id))) {
    return 'ids in a discovery topic may hold letters, digits, _ and - only';
  }
  const objectId = ids[ids.length - 1] ?? '';
  const nodeId = ids.length === 2 ? (ids[0] ?? null) : null;
  return { component, nodeId, objectId, identity: identityOf(prefix, component, ids) };
}

/** Names an entity by its place; publishers may move between the two forms of discovery. */
export function identityOf(prefix: string, component: string, ids: readonly string[]): string {
  return [prefix, component, ...ids].join('/');
}
