import type { Publish } from '../../domain/dialect/message.ts';

/** One open MQTT connection. It never reconnects by itself: the link decides that. */
export type Connection = {
  /** Resolves at SUBACK. */
  subscribe(filters: readonly string[]): Promise<void>;
  unsubscribe(filters: readonly string[]): void;
  /** Resolves at PUBACK (QoS 0: when written). */
  publish(message: Publish): Promise<void>;
  onMessage(listener: (topic: string, payload: Uint8Array, retain: boolean) => void): void;
  /** Called once, whoever ended it. */
  onClose(listener: () => void): void;
  /** Says good-bye and closes. */
  end(): void;
  /** Closes without a word, as a dead network does: the broker sends the last will. */
  destroy(): void;
};

export type ConnectOptions = {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly will: Publish;
  readonly timeoutMs: number;
};

/** What came of one attempt. `refused`: the broker answered and does not want these credentials. */
export type ConnectResult =
  | { readonly type: 'open'; readonly connection: Connection }
  | { readonly type: 'refused' }
  | { readonly type: 'failed'; readonly reason: string };

/** Opens a connection; a failure is a value. */
export type Connect = (url: string, options: ConnectOptions) => Promise<ConnectResult>;
