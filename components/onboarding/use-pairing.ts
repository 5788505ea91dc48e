import { useCallback, useEffect, useState } from 'react';
import { askBridge } from '@/lib/browser/devices/ask-bridge.ts';
import { type Joiner, withEvent } from '@/lib/browser/devices/pairing.ts';
import {
  bridgeInfoTopic,
  isLegacyBridge,
  joinRequest,
  openUntil,
} from '@/lib/browser/devices/permit-join.ts';
import { realTimers } from '@/lib/browser/store/timers.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import type { Publish } from '@/lib/domain/dialect/message.ts';
import { parseMessage } from '@/lib/domain/dialect/parse-message.ts';
import { eventsOf, readBridgeEvent } from '@/lib/domain/dialect/zigbee2mqtt/bridge-events.ts';
import { MAX_JOIN_SECONDS } from '@/lib/domain/dialect/zigbee2mqtt/bridge-requests.ts';

/** Asks the bridge something, and waits for its answer. */
export type Ask = (request: (transaction: string) => Publish) => Promise<void>;

/** A Zigbee network while devices are let in: until when it is open, and who came. */
export function usePairing(base: string) {
  const { link } = useRuntime();
  const [until, setUntil] = useState<number | null>(null);
  const [legacy, setLegacy] = useState(false);
  const [joiners, setJoiners] = useState<readonly Joiner[]>([]);

  useEffect(() => {
    const stops = [
      link.onMessage((message) => {
        if (message.topic === bridgeInfoTopic(base)) {
          const info = parseMessage(message).json();
          setUntil(openUntil(info, Date.now()));
          setLegacy(isLegacyBridge(info));
        } else if (message.topic === eventsOf(base) && !message.retain) {
          const event = readBridgeEvent(parseMessage(message));
          if (event) setJoiners((before) => withEvent(before, event));
        }
      }),
      link.watch([bridgeInfoTopic(base), eventsOf(base)], { again: true }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [link, base]);

  const ask: Ask = useCallback(
    async (request) => {
      await askBridge({ link, timers: realTimers, random: Math.random }, base, request);
    },
    [link, base],
  );

  return {
    /** Epoch ms; null: closed. */
    until,
    joiners,
    ask,
    async open(): Promise<void> {
      await ask((transaction) => joinRequest(base, MAX_JOIN_SECONDS, legacy, transaction));
      // Its own word follows, and counts; some versions tell no end.
      setUntil((known) => known ?? Date.now() + MAX_JOIN_SECONDS * 1_000);
    },
    async close(): Promise<void> {
      await ask((transaction) => joinRequest(base, 0, legacy, transaction));
      setUntil(null);
    },
  };
}
