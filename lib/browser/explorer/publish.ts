import { encodeUtf8 } from '../../domain/dialect/utf8.ts';
import { isFilter, MAX_TOPIC_LENGTH } from '../../domain/entity/topic-filter.ts';
import { jsonProblem } from './payload.ts';

/** A message that somebody wants to publish, as REST takes it. */
export type Draft = {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
};

/** Why nobody can publish to a topic; null if one can. */
export function topicProblem(topic: string): string | null {
  if (topic === '') return 'A message needs a topic.';
  if (isFilter(topic)) return 'A topic has no wildcards (+ and #): those are for listening.';
  if (topic.startsWith('$')) return 'Topics that begin with $ are the broker’s own.';
  if (topic.length > MAX_TOPIC_LENGTH)
    return `A topic has at most ${MAX_TOPIC_LENGTH} characters; this one has ${topic.length}.`;
  return topic.includes('\0') ? 'A topic has no NUL character.' : null;
}

/** What is odd about a payload: it may be published all the same. Null: nothing. */
export function payloadWarning(payload: string): string | null {
  const begins = payload.trimStart().charAt(0);
  if (begins !== '{' && begins !== '[') return null;
  const problem = jsonProblem(payload);
  return problem === null ? null : `This is not valid JSON: ${problem}`;
}

/** Bytes of a text on the wire. */
export const byteLength = (text: string): number => encodeUtf8(text).length;

/** Publishes a message; a refusal is an exception with words for people. */
export type SendDraft = (draft: Draft) => Promise<void>;

export type ClearProgress = { readonly done: number; readonly failed: number };

const AT_ONCE = 4;
/** When this many in a row fail, the rest would too. */
const GIVE_UP_AFTER = 5;

/**
 * Takes away what the broker keeps of these topics, some at a time. Ends early when `isStopped`,
 * or when nothing works any more; answers how many were cleared, and why the last failed.
 */
export async function clearTopics(
  topics: readonly string[],
  send: SendDraft,
  onProgress: (progress: ClearProgress) => void,
  isStopped: () => boolean,
): Promise<ClearProgress & { readonly reason: string | null }> {
  let next = 0;
  let done = 0;
  let failed = 0;
  let inARow = 0;
  let reason: string | null = null;

  async function work(): Promise<void> {
    while (next < topics.length && !isStopped() && inARow < GIVE_UP_AFTER) {
      const topic = topics[next] as string;
      next += 1;
      try {
        await send({ topic, payload: '', qos: 1, retain: true });
        done += 1;
        inARow = 0;
      } catch (error) {
        failed += 1;
        inARow += 1;
        reason = error instanceof Error ? error.message : String(error);
      }
      onProgress({ done, failed });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failed, reason };
}
