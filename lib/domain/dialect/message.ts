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
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
};

/** Why a message changed nothing: a short reason a person understands, counted per reason. */
export type Ignored = { readonly topic: string; readonly reason: string };
