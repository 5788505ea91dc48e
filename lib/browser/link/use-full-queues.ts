import { useEffect, useState } from 'react';
import { FULL_QUEUES_TOPIC, type FullQueue } from '../../api/full-queues.ts';
import { useRuntime } from '../store/use-home.ts';
import { readFullQueues } from './full-queues.ts';

/** Clients whose queue in the built-in broker is full; empty with another broker, which does not tell. */
export function useFullQueues(): readonly FullQueue[] {
  const { link } = useRuntime();
  const [queues, setQueues] = useState<readonly FullQueue[]>([]);
  useEffect(() => {
    const stopListening = link.onMessage(({ topic, payload }) => {
      if (topic === FULL_QUEUES_TOPIC) setQueues(readFullQueues(payload));
    });
    const stopWatching = link.watch([FULL_QUEUES_TOPIC]);
    return () => {
      stopWatching();
      stopListening();
    };
  }, [link]);
  return queues;
}
