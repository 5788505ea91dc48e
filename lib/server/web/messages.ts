import type { ExplainRequest, PublishRequest } from '../../api/messages.ts';
import { Problem } from '../../api/problem.ts';
import { encodeUtf8 } from '../../domain/dialect/utf8.ts';
import type { Explanation } from '../../domain/entity/explain.ts';
import { isTopicName } from '../../domain/entity/topic-filter.ts';
import type { LiveHome } from './mqtt/live-home.ts';

const ACKNOWLEDGE_MS = 2_000;

export type MessageDesk = ReturnType<typeof createMessageDesk>;

/** Messages as such: publishing them, and telling what the home makes of them. */
export function createMessageDesk(live: LiveHome, now: () => number = Date.now) {
  return {
    /** @throws Problem invalid_body for a topic that cannot be published to; broker_unavailable */
    async publish({ topic, payload, qos, retain }: PublishRequest) {
      if (!isTopicName(topic) || topic.startsWith('$')) {
        throw new Problem('invalid_body', {
          detail: 'topic must be a topic without wildcards that does not begin with $.',
        });
      }
      await publishOrProblem(live, { topic, payload, qos, retain });
      return { topic, acknowledged: qos > 0 };
    },

    explain({ topic, payload, retain }: ExplainRequest): Explanation {
      return live.home.explain({ topic, payload: encodeUtf8(payload), retain, at: now() });
    },
  };
}

/** @throws Problem broker_unavailable */
export async function publishOrProblem(
  live: Pick<LiveHome, 'publish'>,
  message: Parameters<LiveHome['publish']>[0],
): Promise<void> {
  try {
    await live.publish(message, ACKNOWLEDGE_MS);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Problem('broker_unavailable', { detail });
  }
}
