import mqtt, { type IClientOptions, type IConnackPacket, type MqttClient } from 'mqtt';
import { brokerAddress } from '../broker-address.ts';
import { brokerTrouble } from '../broker-trouble.ts';
import type { Log } from '../log.ts';

/** Deliveries that may wait for their acknowledgement (MQTT 5; with 3.1.1 the broker decides). */
const RECEIVE_MAXIMUM = 500;
/** Sooner than most clients, whose first words must find the recorder listening. */
const RECONNECT_MS = 500;
const FOR_EVER_S = 0xffff_ffff;
const UNSUPPORTED = new Set([1, 132]);

type Version = 4 | 5;

export type LinkOptions = IClientOptions & { readonly clientId: string; readonly clean: boolean };

/**
 * Connects to a broker: MQTT 5 where the broker speaks it, else 3.1.1. One
 * that closes without a word is tried with the other of the two, until it has welcomed one of them.
 * `prepare` is given each new client before it has a connection. Comes back by itself for ever.
 */
export function connectForEver(
  url: string,
  options: LinkOptions,
  log: Log,
  prepare: (client: MqttClient) => void,
): { client(): MqttClient; stop(atOnce?: boolean): Promise<void> } {
  const trouble = brokerTrouble(url, log);
  const address = brokerAddress(url);
  let version: Version = 5;
  let client = open();
  let stopped = false;
  let switching: NodeJS.Timeout | undefined;

  function open(): MqttClient {
    const made = mqtt.connect(address.url, {
      ...options,
      ...address.login,
      resubscribe: false,
      queueQoSZero: false,
      keepalive: 30,
      reconnectPeriod: RECONNECT_MS,
      reconnectOnConnackError: true,
      protocolVersion: version,
      ...(version === 5
        ? {
            properties: {
              sessionExpiryInterval: options.clean ? 0 : FOR_EVER_S,
              receiveMaximum: RECEIVE_MAXIMUM,
            },
          }
        : {}),
    });
    prepare(made);
    watch(made);
    return made;
  }

  function watch(made: MqttClient): void {
    let welcome = false;
    let refused = false;
    trouble.watch(made);
    made.on('connect', (packet: IConnackPacket) => {
      welcome = true;
      log.info({ version, sessionPresent: packet.sessionPresent }, 'connected to the broker');
    });
    made.on('reconnect', () => {
      refused = false;
    });
    made.on('error', (error) => {
      refused = true;
      if (version === 5 && UNSUPPORTED.has((error as { code?: number }).code ?? -1)) {
        log.info('the broker does not speak MQTT 5; going on with 3.1.1');
        goOn(made, 4);
      }
    });
    made.on('close', () => {
      // Some brokers close on a CONNECT they do not understand, without a word. So does what is no
      // broker, or not yet one.
      if (welcome || refused) return;
      if (version === 5) goOn(made, 4);
      else switching ??= setTimeout(() => goOn(made, 5), RECONNECT_MS);
    });
  }

  function goOn(from: MqttClient, next: Version): void {
    clearTimeout(switching);
    switching = undefined;
    if (stopped || from !== client || from.connected) return;
    version = next;
    from.removeAllListeners();
    from.on('error', () => {});
    from.end(true);
    client = open();
  }

  return {
    client: () => client,
    async stop(atOnce = false) {
      stopped = true;
      clearTimeout(switching);
      await client.endAsync(atOnce || !client.connected).catch(() => {});
    },
  };
}
