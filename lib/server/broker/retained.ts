import type { QoS } from './store/load.ts';
import { hasWildcard, matches } from './topic.ts';

export type Retained = {
  readonly seq: number;
  readonly topic: string;
  readonly qos: QoS;
  readonly payload: Uint8Array;
};

/** The newest retained message of each topic. */
export class RetainedMessages {
  readonly #byTopic = new Map<string, Retained>();
  #bytes = 0;

  get size(): number {
    return this.#byTopic.size;
  }

  /** Topics and payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  get(topic: string): Retained | undefined {
    return this.#byTopic.get(topic);
  }

  /** An empty payload removes the topic's message [MQTT-3.3.1-10]; an older one than is there is ignored. */
  put(message: Retained): void {
    const old = this.#byTopic.get(message.topic);
    if (old !== undefined) {
      if (old.seq > message.seq) return;
      this.#bytes -= sizeOf(old);
    }
    if (message.payload.length === 0) {
      this.#byTopic.delete(message.topic);
    } else {
      this.#byTopic.set(message.topic, message);
      this.#bytes += sizeOf(message);
    }
  }

  /** The topics that a filter finds. */
  topics(filter: string): string[] {
    if (!hasWildcard(filter)) return this.#byTopic.has(filter) ? [filter] : [];
    const found: string[] = [];
    for (const topic of this.#byTopic.keys()) if (matches(filter, topic)) found.push(topic);
    return found;
  }
}

const sizeOf = ({ topic, payload }: Retained): number => topic.length + payload.length;
