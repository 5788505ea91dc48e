/** Where a payload lies in the bytes that travel with a batch: offset and length. */
export type Span = readonly [from: number, length: number];

/**
 * One change of the broker's durable state. Tuples, because thousands a second are copied to the writing
 * thread. `PAYLOAD` stands for the payload that goes with its unit.
 */
export type Operation =
  | readonly ['log', number, number, string, 0 | 1 | 2, 0 | 1, string]
  | readonly ['retain', string, number, number]
  | readonly ['unretain', string]
  | readonly ['session', string, string]
  | readonly ['forget', string]
  | readonly ['idle', number, string]
  | readonly ['subscribe', string, string, number]
  | readonly ['unsubscribe', string, string]
  | readonly ['message', number, string, number]
  | readonly ['drop-message', number]
  | readonly ['queue', string, number, number, number]
  | readonly ['release', string, number]
  | readonly ['dequeue', string, number]
  | readonly ['receive', string, number]
  | readonly ['received', string, number]
  | readonly ['will', string, string, string, string, number, 0 | 1]
  | readonly ['no-will', string]
  | readonly ['prune', number, number]
  | readonly ['probe'];

/** Operations that stand or fall together, with the payload they share. */
export type Unit = readonly [operations: readonly Operation[], payload: Span];

export type Batch = {
  readonly id: number;
  readonly units: readonly Unit[];
  readonly bytes: ArrayBuffer;
};

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly usedBytes: number }
  /** Rolled back: there is no space. It may be tried again. */
  | { readonly kind: 'full'; readonly id: number; readonly code: string }
  | { readonly kind: 'fatal'; readonly code: string; readonly message: string };
