import type { QoS } from '../store/load.ts';

/** A message that waits for one or more sessions. */
export type QueuedMessage = {
  readonly seq: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  /** In how many durable queues it is; its row goes with the last. */
  durableRefs: number;
};

/** One message on its way to one session. */
export type Delivery = {
  /** Place in the session's order; decides the packet identifier, so that a restart finds the same one. */
  readonly pos: number;
  readonly qos: QoS;
  /** It survives the broker. */
  readonly durable: boolean;
  /**
   * What to send: a message; or the topic whose retained message, as it is when its turn comes, answers a
   * subscription. A snapshot could arrive after a newer live value and stay the last word.
   */
  content:
    | { readonly kind: 'message'; readonly message: QueuedMessage }
    | { readonly kind: 'retained'; readonly topic: string; sent: Sent | null };
  /** It may have been sent before [MQTT-3.3.1-1]. */
  dup: boolean;
  /** QoS 2: the subscriber has it (PUBREC); only PUBREL is left to say. */
  released: boolean;
};

/** A retained message as it went out first: what a repetition has to say again. */
export type Sent = { readonly payload: Uint8Array; readonly qos: QoS };

const OVERHEAD_BYTES = 64;

/** What a delivery counts against the bound of its queue. Retained messages are in memory anyway. */
export const costOf = ({ content }: Delivery): number =>
  content.kind === 'retained' ? OVERHEAD_BYTES : bytesOf(content.message);

/** What a message takes in a queue. */
export const bytesOf = (message: {
  readonly topic: string;
  readonly payload: Uint8Array;
}): number => OVERHEAD_BYTES + message.topic.length + message.payload.length;

/** 1–65535; different for any 65,535 neighbours [MQTT-2.3.1-1]. */
export const packetIdOf = (pos: number): number => (pos % 65_535) + 1;
