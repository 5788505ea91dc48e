import { randomBytes } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { type Message, type Publish, payloadOf } from '../../../domain/dialect/message.ts';
import { brokerAddress } from '../../broker-address.ts';
import { brokerTrouble } from '../../broker-trouble.ts';
import type { Log } from '../../log.ts';

/** The web role's own line to the broker; it comes back by itself for ever. */
export type WebLink = {
  connected(): boolean;
  /**
   * Resolves when the broker has the message (QoS ≥ 1: has acknowledged it). Nothing is kept for
   * later: without a connection, or without an answer in time, it rejects and forgets the message.
   */
  publish(message: Publish, withinMs: number): Promise<void>;
  stop(): Promise<void>;
};

export type Listeners = {
  /** Finished before the first message of the new connection comes. */
  readonly onConnect: () => Promise<void>;
  readonly onMessage: (message: Message) => void;
};

export type ConnectLink = (listeners: Listeners) => Promise<WebLink>;

export type BrokerAddress = {
  readonly url: string;
  /** null: the URL carries its own. */
  readonly login: { readonly username: string; readonly password: string } | null;
};

const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** Makes a line that hears everything and announces itself with a last will. */
export const webLink =
  ({ url, login }: BrokerAddress, log: Log): ConnectLink =>
  async ({ onConnect, onMessage }) => {
    const clientId = `inglenook-web-${randomBytes(6).toString('hex')}`;
    const presence = { topic: `clients/${clientId}/status`, qos: 1, retain: true } as const;
    const address = brokerAddress(url);
    const client = mqtt.connect(address.url, {
      clientId,
      ...(login ?? address.login),
      clean: true,
      protocolVersion: 4,
      keepalive: 30,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      queueQoSZero: false,
      resubscribe: false,
      will: { ...presence, payload: Buffer.from('offline') },
    });
    client.on('connect', async () => {
      log.info('connected to the broker');
      client.publish(presence.topic, 'online', presence);
      await onConnect();
      if (!client.connected) return;
      client.subscribe('#', { qos: 0 }, (error) => {
        if (error) log.warn({ err: error }, 'the broker does not let the web role listen');
      });
    });
    brokerTrouble(url, log).watch(client);
    client.on('message', (topic, payload, { retain }) =>
      onMessage({ topic, payload, retain, at: Date.now() }),
    );
    return {
      connected: () => client.connected,
      publish: (message, withinMs) => publish(client, message, withinMs),
      async stop() {
        // The last will is for a crash. The client id never comes back, so its word is taken away.
        if (client.connected) client.publish(presence.topic, '', { qos: 0, retain: true });
        await client.endAsync(!client.connected).catch(() => {});
      },
    };
  };

function publish(client: MqttClient, message: Publish, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!client.connected) return reject(new Error('The broker cannot be reached.'));
    let id: number | undefined;
    let over = false;
    const finish = (error?: Error) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      client.removeListener('close', closed);
      if (!error) return resolve();
      // Otherwise MQTT.js would send it again on the next connection, when nobody wants it any more.
      if (id !== undefined) client.removeOutgoingMessage(id);
      reject(error);
    };
    const closed = () => finish(new Error('The connection to the broker was lost.'));
    const timer = setTimeout(
      () => finish(new Error('The broker did not acknowledge the command.')),
      withinMs,
    );
    client.once('close', closed);
    const { topic, qos, retain } = message;
    client.publish(topic, Buffer.from(payloadOf(message)), { qos, retain }, (error) =>
      finish(error ?? undefined),
    );
    if (qos > 0) id = client.getLastMessageId();
  });
}
