import { useEffect, useState } from 'react';
import { decodeUtf8 } from '../../domain/dialect/utf8.ts';
import { useRuntime } from '../store/use-home.ts';

const ROOT = '$SYS/inglenook/refused/';

/** What the built-in broker refused, by reason; empty with another broker, which does not tell. */
export function useRefusals(): ReadonlyMap<string, number> {
  const { link } = useRuntime();
  const [refusals, setRefusals] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => {
    const stopListening = link.onMessage(({ topic, payload }) => {
      const count = Number(decodeUtf8(payload));
      if (!topic.startsWith(ROOT) || !Number.isSafeInteger(count)) return;
      setRefusals((known) => new Map(known).set(topic.slice(ROOT.length), count));
    });
    const stopWatching = link.watch([`${ROOT}+`]);
    return () => {
      stopWatching();
      stopListening();
    };
  }, [link]);
  return refusals;
}
