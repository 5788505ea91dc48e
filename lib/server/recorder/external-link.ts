import mqtt, { type IClientOptions, type IConnackPacket, type MqttClient } from 'mqtt';
import { brokerTrouble } from '../broker-trouble.ts';
import type { Log } from '../log.ts';
import { CLIENT_ID } from './presence.ts';

/** Deliveries that may wait for their acknowledgement (MQTT 5; with 3.1.1 the broker decides). */
export const RECEIVE_MAXIMUM = 500;
const RECONNECT_MS = 1_000;
const FOR_EVER_S = 0xffff_ffff;
const UNSUPPORTED = new Set([1, 132]);

type Version = 4 | 5;

/**
 * Connects to a broker with a persistent session: MQTT 5 where the broker speaks it, else 3.1.1.
 * `prepare` is given each new client before it has a connection. Comes back by itself for ever.
 */
export function connectForEver(
  url: string,
  options: IClientOptions,
  log: Log,
  prepare: (client: MqttClient, version: Version) => void,
): { client(): MqttClient; stop(): Promise<void> } {
  const trouble = brokerTrouble(url, log);
  let version: Version = 5;
  let client = open();
  let stopped = false;

  function open(): MqttClient {
    const made = mqtt.connect(url, {
      ...options,
      clientId: CLIENT_ID,
      clean: false,
      resubscribe: false,
      queueQoSZero: false,
      keepalive: 30,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      protocolVersion: version,
      ...(version === 5
        ? { properties: { sessionExpiryInterval: FOR_EVER_S, receiveMaximum: RECEIVE_MAXIMUM } }
        : {}),
    });
    prepare(made, version);
    watch(made);
    return made;
  }

  function watch(made: MqttClient): void {
    let welcome = false;
    let refused = false;
    made.on('connect', (packet: IConnackPacket) => {
      welcome = true;
      trouble.over();
      log.info({ version, sessionPresent: packet.sessionPresent }, 'connected to the broker');
    });
    made.on('reconnect', () => {
      refused = false;
    });
    made.on('error', (error) => {
      refused = true;
      trouble.tell(error);
      if (UNSUPPORTED.has((error as { code?: number }).code ?? -1)) fallBack(made);
    });
    made.on('close', () => {
      // Some brokers close on a CONNECT they do not understand, without a word.
      if (!welcome && !refused) fallBack(made);
    });
  }

  function fallBack(from: MqttClient): void {
    if (stopped || from !== client || version === 4) return;
    log.info('the broker does not speak MQTT 5; going on with 3.1.1');
    version = 4;
    from.removeAllListeners();
    from.on('error', () => {});
    from.end(true);
    client = open();
  }

  return {
    client: () => client,
    async stop() {
      stopped = true;
      await client.endAsync(!client.connected).catch(() => {});
    },
  };
}
