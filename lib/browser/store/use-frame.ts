import { useEffect, useState } from 'react';
import type { Entity } from '../../domain/entity/entity.ts';
import { readFrame } from './frame-bytes.ts';
import { useRuntime, useWatch } from './use-home.ts';

/** The newest frame of a camera as an address that only this page can read. */
export type LiveFrame = {
  readonly url: string | null;
  /** Why there is none, or why the newest was not taken. */
  readonly reason: string | null;
};

const NOTHING: LiveFrame = { url: null, reason: null };
const NO_TOPICS: readonly string[] = [];
/** A picture that is on screen is let go once the next one stands in its place. */
const LET_GO_MS = 1_000;

/**
 * Hears a camera's frames while `isOn`. Only the newest is kept; its address is given back when
 * the next arrives and at the end.
 */
export function useFrame({ capabilities }: Entity, isOn: boolean): LiveFrame {
  const { frames } = useRuntime();
  const { topic = null, encoding = 'raw' } = capabilities.media ?? {};
  const [shown, setShown] = useState(NOTHING);
  useWatch(topic !== null && isOn ? [topic] : NO_TOPICS);

  useEffect(() => {
    if (topic === null || !isOn) return;
    let url: string | null = null;
    function show(payload: Uint8Array): void {
      const result = readFrame(payload, encoding);
      if (!result.ok) {
        setShown({ url, reason: result.reason });
        return;
      }
      const before = url;
      url = URL.createObjectURL(new Blob([result.frame.bytes], { type: result.frame.type }));
      setShown({ url, reason: null });
      if (before) setTimeout(() => URL.revokeObjectURL(before), LET_GO_MS);
    }
    const stop = frames.onFrame(topic, show);
    const newest = frames.newest(topic);
    if (newest) show(newest);
    return () => {
      stop();
      setShown(NOTHING);
      if (url) URL.revokeObjectURL(url);
    };
  }, [frames, topic, encoding, isOn]);
  return shown;
}
