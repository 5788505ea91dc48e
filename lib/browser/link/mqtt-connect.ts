import type { MqttClient } from 'mqtt';
import { payloadOf } from '../../domain/dialect/message.ts';
import type { Connect, Connection, ConnectResult } from './connection.ts';

/** Seconds; the broker notices a page that is gone after one and a half times as long. */
const KEEPALIVE_S = 20;
/** CONNACK codes of MQTT 3.1.1 that new credentials can mend: 2 (client id), 4 and 5. */
const REFUSED = new Set([2, 4, 5, 134, 135]);

/**
 * Opens a connection with MQTT.js, which is loaded when first needed (100 kB). It is told never to
 * reconnect and never to resend: one client object is one connection.
 */
export const connectMqtt: Connect = async (url, options) => {
  const { default: mqtt } = await import('mqtt');
  return new Promise<ConnectResult>((resolve) => {
    const client = mqtt.connect(url, {
      clientId: options.clientId,
      username: options.username,
      password: options.password,
      clean: true,
      keepalive: KEEPALIVE_S,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: options.timeoutMs,
      queueQoSZero: false,
      resubscribe: false,
      will: {
        topic: options.will.topic,
        payload: options.will.payload,
        qos: options.will.qos,
        retain: options.will.retain,
      },
    });
    let settled = false;
    const settle = (result: ConnectResult) => {
      if (settled) return;
      settled = true;
      if (result.type !== 'open') client.end(true);
      resolve(result);
    };
    client.on('connect', () => settle({ type: 'open', connection: wrap(client) }));
    client.on('error', (error) => {
      const code = 'code' in error ? Number(error.code) : Number.NaN;
      settle(REFUSED.has(code) ? { type: 'refused' } : { type: 'failed', reason: error.message });
    });
    client.on('close', () => settle({ type: 'failed', reason: 'The connection was closed' }));
  }).catch(
    // A browser throws where it does not even try: ws:// on a page that came over https.
    (error: unknown): ConnectResult => ({ type: 'failed', reason: String(error) }),
  );
};

/** Filters in one SUBSCRIBE packet: brokers limit its size. */
const FILTERS_PER_PACKET = 100;

function wrap(client: MqttClient): Connection {
  return {
    async subscribe(filters) {
      const packets = [];
      for (let i = 0; i < filters.length; i += FILTERS_PER_PACKET) {
        packets.push(subscribeOnce(client, filters.slice(i, i + FILTERS_PER_PACKET)));
      }
      await Promise.all(packets);
    },
    unsubscribe(filters) {
      if (client.connected && filters.length > 0) client.unsubscribe([...filters], () => {});
    },
    publish: (message) =>
      new Promise((resolve, reject) => {
        if (!client.connected) return reject(new Error('The connection was closed'));
        const closed = () => reject(new Error('The connection was closed'));
        client.once('close', closed);
        const { topic, qos, retain } = message;
        // MQTT.js writes any byte array; its types know only Node's.
        const payload = payloadOf(message) as string | Buffer;
        client.publish(topic, payload, { qos, retain }, (error) => {
          client.removeListener('close', closed);
          if (error) reject(error);
          else resolve();
        });
      }),
    onMessage(listener) {
      client.on('message', (topic, payload, packet) => listener(topic, payload, packet.retain));
    },
    onClose: (listener) => void client.once('close', listener),
    end: () => void client.end(false),
    destroy: () => client.stream.destroy(),
  };
}

/** A filter the broker does not grant is no error here: its topics stay silent, the others work. */
function subscribeOnce(client: MqttClient, filters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(new Error('The connection was closed'));
    client.once('close', closed);
    client.subscribe([...filters], { qos: 1 }, () => {
      client.removeListener('close', closed);
      resolve();
    });
  });
}
