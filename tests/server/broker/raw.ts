import net from 'node:net';
import { onTestFinished } from 'vitest';
import { until } from '../../support/until.ts';

/** A bare socket for what no well-behaved client would send. */
export type RawSocket = {
  readonly socket: net.Socket;
  /** All it received. */
  received(): Buffer;
  send(bytes: Uint8Array | readonly number[]): void;
  /** Resolves when the broker has closed it. */
  closed(): Promise<unknown>;
};

export async function rawSocket(port: number): Promise<RawSocket> {
  const socket = net.connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  let over = false;
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  socket.on('close', () => {
    over = true;
  });
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    received: () => Buffer.concat(chunks),
    send: (bytes) => void socket.write(Uint8Array.from(bytes)),
    closed: () => until(() => over, { what: 'the end of the connection', everyMs: 5 }),
  };
}

export const text = (value: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

/** A packet with its fixed header; `claim` lies about the length. */
export function packet(first: number, body: Uint8Array, claim = body.length): Buffer {
  const header = [first];
  let rest = claim;
  do {
    header.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from(header), body]);
}

/** A CONNECT of MQTT 3.1.1 that the test house lets in. */
export function connectPacket(
  user: string,
  { clientId = user, clean = true, level = 4, protocol = 'MQTT' } = {},
): Buffer {
  const flags = 0xc0 | (clean ? 2 : 0);
  return packet(
    0x10,
    Buffer.concat([
      text(protocol),
      Buffer.from([level, flags, 0, 60]),
      ...(level === 5 ? [Buffer.from([0])] : []),
      text(clientId),
      text(user),
      text(user),
    ]),
  );
}

/** A raw socket that is past its CONNACK. */
export async function rawClient(port: number, user: string, options = {}): Promise<RawSocket> {
  const raw = await rawSocket(port);
  raw.send(connectPacket(user, options));
  await until(() => raw.received().length >= 4, { everyMs: 5 });
  return raw;
}

export const publishPacket = (topic: string | Uint8Array, payload = 'x', qos = 0, id = 1): Buffer =>
  packet(
    0x30 | (qos << 1),
    Buffer.concat([
      text(topic),
      ...(qos > 0 ? [Buffer.from([id >> 8, id & 255])] : []),
      Buffer.from(payload),
    ]),
  );

export const subscribePacket = (filter: string | Uint8Array, qos = 0): Buffer =>
  packet(0x82, Buffer.concat([Buffer.from([0, 1]), text(filter), Buffer.from([qos])]));
