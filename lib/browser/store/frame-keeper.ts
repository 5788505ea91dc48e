import type { MqttLink } from '../link/mqtt-link.ts';
import type { HomeStore } from './home-store.ts';
import { listeners } from './listeners.ts';

/** Keeps the newest frame of each camera that was heard, for whoever comes to look later. */
export type FrameKeeper = {
  start(): () => void;
  newest(topic: string): Uint8Array | undefined;
  /** Called with each new frame on the topic, as it was sent. */
  onFrame(topic: string, listener: (payload: Uint8Array) => void): () => void;
};

/** Frames are large: of more cameras than that only the last ones are kept. */
const MOST = 12;

/**
 * The broker sends a retained picture once, to whoever subscribes first: a sheet that opens over
 * a screen which hears the topic already would wait for the next one, which may be hours away.
 */
export function createFrameKeeper(
  link: Pick<MqttLink, 'onMessage'>,
  store: Pick<HomeStore, 'fedBy'>,
): FrameKeeper {
  const kept = new Map<string, Uint8Array>();
  const watched = new Map<string, ReturnType<typeof listeners<[Uint8Array]>>>();

  const isFrame = (topic: string) =>
    watched.has(topic) ||
    store.fedBy(topic).some(({ capabilities }) => capabilities.media?.topic === topic);

  return {
    start: () =>
      link.onMessage(({ topic, payload }) => {
        if (payload.length === 0 || !isFrame(topic)) return;
        kept.delete(topic);
        kept.set(topic, payload);
        const [oldest] = kept.keys();
        if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
        watched.get(topic)?.emit(payload);
      }),
    newest: (topic) => kept.get(topic),
    onFrame(topic, listener) {
      const mine = watched.get(topic) ?? listeners<[Uint8Array]>();
      watched.set(topic, mine);
      return mine.add(listener);
    },
  };
}
