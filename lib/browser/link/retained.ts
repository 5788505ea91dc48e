import type { Message } from '../../domain/dialect/message.ts';
import type { Timers } from '../store/timers.ts';
import type { MqttLink } from './mqtt-link.ts';

type Parts = { readonly link: Pick<MqttLink, 'watch' | 'onMessage'>; readonly timers: Timers };

const PATIENCE_MS = 4_000;

/** The message that the broker keeps of a topic; null if it keeps none, or does not answer. */
export function readRetained({ link, timers }: Parts, topic: string): Promise<Message | null> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const end = (message: Message | null) => {
      for (const stop of stops) stop();
      resolve(message);
    };
    stops.push(
      link.onMessage((message) => {
        if (message.topic === topic && message.payload.length > 0) end(message);
      }),
      timers.after(PATIENCE_MS, () => end(null)),
      link.watch([topic], { again: true }),
    );
  });
}
