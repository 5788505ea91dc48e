/** What travels on a topic below `spBv1.0/` (specification 3.0, chapter 4.1). */
export type SparkplugTopic = {
  readonly group: string;
  readonly node: string;
  /** null: the message is the edge node's own. */
  readonly device: string | null;
  readonly verb: 'BIRTH' | 'DEATH' | 'DATA' | 'CMD';
};

export const ROOT = 'spBv1.0/';
const VERBS = new Set(['BIRTH', 'DEATH', 'DATA', 'CMD']);

/** null for other topics, `spBv1.0/STATE/…` of host applications among them. */
export function readTopic(topic: string): SparkplugTopic | null {
  if (!topic.startsWith(ROOT)) return null;
  const [, group, type, node, device, more] = topic.split('/');
  if (!group || !type || !node || device === '' || more !== undefined) return null;
  const [scope, verb] = [type.charAt(0), type.slice(1)];
  if (!VERBS.has(verb) || scope !== (device === undefined ? 'N' : 'D')) return null;
  return { group, node, device: device ?? null, verb: verb as SparkplugTopic['verb'] };
}

/** The topic of another message of the same node or device. */
export function topicOf(
  { group, node, device }: Pick<SparkplugTopic, 'group' | 'node' | 'device'>,
  verb: SparkplugTopic['verb'],
): string {
  return device === null
    ? `${ROOT}${group}/N${verb}/${node}`
    : `${ROOT}${group}/D${verb}/${node}/${device}`;
}
