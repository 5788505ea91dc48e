import type { FullQueue } from '../../api/full-queues.ts';
import { isObject, parseJson } from '../../domain/dialect/safe-json.ts';
import { decodeUtf8 } from '../../domain/dialect/utf8.ts';

/** What the broker says there; what is not as it should be is left out. */
export function readFullQueues(payload: Uint8Array): readonly FullQueue[] {
  const list = parseJson(decodeUtf8(payload) ?? '');
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown): FullQueue[] => {
    if (!isObject(one)) return [];
    const { client, username, online, endsInMinutes } = one;
    if (typeof client !== 'string' || typeof username !== 'string') return [];
    if (typeof online !== 'boolean' || !Number.isSafeInteger(endsInMinutes)) return [];
    return [{ client, username, online, endsInMinutes: Number(endsInMinutes) }];
  });
}

/** What is the matter with a client's queue, and what to do, in a sentence or two each. */
export const wordsOf = ({ client, username, online, endsInMinutes }: FullQueue) => ({
  matter: `“${client}” ${online ? 'takes too little' : 'is away'} and its queue is full: what it listens to is held back.`,
  advice: `${online ? 'See what keeps it busy' : 'Connect it again'}${
    username === '' ? '' : `, or remove its access (${username}) under More → People & devices`
  }. Otherwise its queue is dropped in ${endsInMinutes} min.`,
});
