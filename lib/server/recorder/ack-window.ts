import type { MqttClient } from 'mqtt';

type Puback = { readonly cmd: string; readonly messageId?: number };
type SendPacket = (packet: Puback, callback?: (error?: Error) => void, ...rest: unknown[]) => void;

/** Acknowledgements that wait for the commit. */
export type AckWindow = {
  /** Acknowledgements that wait and are not part of a cut. */
  held(): number;
  /** Everything received so far counts as taken in; what it returns sends these acknowledgements. */
  cut(): () => void;
};

/**
 * Holds the client's PUBACKs until the messages are stored. MQTT.js handles one message after the
 * other and would starve its own keepalive if a handler waited, so the handler returns at once and
 * the packets are held on their way out. When the connection closes they are dropped: the broker delivers
 * again, and the repetition is known as one.
 * @param onHeld told of each, with how many are unanswered now, those in a cut included
 */
export function holdAcks(client: MqttClient, onHeld: (unanswered: number) => void): AckWindow {
  // There is no public hook between a message and its PUBACK.
  const internals = client as unknown as { _sendPacket: SendPacket };
  const send = internals._sendPacket.bind(client);
  let held: Puback[] = [];
  let cut = 0;
  let connection = 0;
  internals._sendPacket = (packet, callback, ...rest) => {
    if (packet.cmd !== 'puback') {
      send(packet, callback, ...rest);
      return;
    }
    held.push(packet);
    callback?.();
    onHeld(held.length + cut);
  };
  client.on('close', () => {
    held = [];
    cut = 0;
    connection++;
  });
  return {
    held: () => held.length,
    cut() {
      const [acks, from] = [held, connection];
      cut += acks.length;
      held = [];
      return () => {
        if (from !== connection) return;
        cut -= acks.length;
        for (const ack of acks) send(ack);
      };
    },
  };
}
