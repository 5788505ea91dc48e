import type { Publish } from '../../domain/dialect/message.ts';
import { isObject } from '../../domain/dialect/safe-json.ts';
import {
  bridgeRequest,
  MAX_JOIN_SECONDS,
  permitJoin,
} from '../../domain/dialect/zigbee2mqtt/bridge-requests.ts';

/** The topic on which a bridge keeps how it is. */
export const bridgeInfoTopic = (base: string): string => `${base}/bridge/info`;

/**
 * Until when a bridge lets new devices in, epoch ms; null: it is closed, or the message does not
 * tell. Zigbee2MQTT 2 tells the end, version 1 the seconds that are left.
 */
export function openUntil(info: unknown, now: number): number | null {
  if (!isObject(info) || info['permit_join'] !== true) return null;
  const { permit_join_end: end, permit_join_timeout: seconds } = info;
  const longest = now + MAX_JOIN_SECONDS * 1_000;
  if (typeof end === 'number' && Number.isFinite(end))
    return end > now ? Math.min(end, longest) : null;
  if (typeof seconds === 'number' && seconds > 0) return Math.min(now + seconds * 1_000, longest);
  return longest;
}

/** Whether a bridge is of the first generation, by what it keeps of itself. */
export const isLegacyBridge = (info: unknown): boolean =>
  isObject(info) && typeof info['version'] === 'string' && info['version'].startsWith('1.');

/** Opens the network for new devices for some seconds; 0 closes it. Version 1 wants both words. */
export const joinRequest = (
  base: string,
  seconds: number,
  legacy: boolean,
  transaction: string,
): Publish =>
  legacy
    ? bridgeRequest(base, 'permit_join', { value: seconds > 0, time: seconds }, transaction)
    : permitJoin(base, seconds, null, transaction);
