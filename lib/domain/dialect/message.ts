import { decodeBase64 } from '../base64.ts';

/** One MQTT message as a dialect sees it. `at` is its arrival in epoch milliseconds. */
export type Message = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
  readonly at: number;
};

/** A message somebody should publish. */
export type Publish = {
  readonly topic: string;
  readonly payload: string;
  /** The payload where it is no text (Sparkplug): its bytes as base64; `payload` is then empty. */
  readonly payloadBase64?: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
};

/** What travels: the text, or the bytes of a message that is none. */
export function payloadOf({ payload, payloadBase64 }: Publish): string | Uint8Array {
  return payloadBase64 === undefined ? payload : (decodeBase64(payloadBase64) ?? payload);
}

/** Why a message changed nothing: a short reason a person understands, counted per reason. */
export type Ignored = { readonly topic: string; readonly reason: string };
