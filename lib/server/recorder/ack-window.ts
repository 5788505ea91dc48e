import type { MqttClient } from 'mqtt';

type Puback = { readonly cmd: string; readonly messageId?: number };
type SendPacket = (packet: Puback, callback?: (error?: Error) => void, ...rest: unknown[]) => void;

/** Acknowledgements that wait for the commit. */
export type AckWindow = {
  /** Everything received so far counts as taken in; what it returns sends these acknowledgements. */
  cut(): () => void;
};

/**
 * Holds the client's PUBACKs until the messages are stored. MQTT.js handles one message after the
 * other and would starve its own keepalive if a handler waited, so the handler returns at once and
 * the packets are held on their way out. When the connection closes they are dropped: the broker delivers
 * again, and the repetition is known as one.
 */
export function holdAcks(client: MqttClient): AckWindow {
  // There is no public hook between a message and its PUBACK.
  const internals = client as unknown as { _sendPacket: SendPacket };
  const send = internals._sendPacket.bind(client);
  let held: Puback[] = [];
  let connection = 0;
  internals._sendPacket = (packet, callback, ...rest) => {
    if (packet.cmd !== 'puback') {
      send(packet, callback, ...rest);
      return;
    }
    held.push(packet);
    callback?.();
  };
  client.on('close', () => {
    held = [];
    connection++;
  });
  return {
    cut() {
      const [acks, from] = [held, connection];
      held = [];
      return () => {
        if (from !== connection) return;
        for (const ack of acks) send(ack);
      };
    },
  };
}
