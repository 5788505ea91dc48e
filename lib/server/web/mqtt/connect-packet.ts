import type { Readable } from 'node:stream';
import mqttPacket, { type IConnectPacket } from 'mqtt-packet';

/** A page's first packet, and the bytes that came behind it. */
export type FirstPacket = { readonly connect: IConnectPacket; readonly rest: Buffer };

const MAX_CONNECT_BYTES = 64 * 1024;
const CONNECT = 0x10;

/**
 * Reads a client's CONNECT and nothing more: what follows is passed on unread.
 * @throws Error if the first packet is something else, too large, broken, or late
 */
export async function readConnect(stream: Readable, withinMs = 10_000): Promise<FirstPacket> {
  let bytes = Buffer.alloc(0);
  const timer = setTimeout(() => stream.destroy(new Error('no CONNECT in time')), withinMs);
  try {
    for (;;) {
      const length = packetLength(bytes);
      if (length !== null && bytes.length >= length) {
        const connect = parseConnect(bytes.subarray(0, length));
        return { connect, rest: bytes.subarray(length) };
      }
      bytes = Buffer.concat([bytes, await nextChunk(stream)]);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Length of the packet that begins here, by its fixed header; null: more bytes are needed. */
function packetLength(bytes: Buffer): number | null {
  if (bytes.length > 0 && bytes[0] !== CONNECT) throw new Error('the first packet is no CONNECT');
  let remaining = 0;
  for (let i = 1; i <= 4; i += 1) {
    const byte = bytes[i];
    if (byte === undefined) return null;
    remaining += (byte & 0x7f) * 128 ** (i - 1);
    if ((byte & 0x80) === 0) {
      if (remaining > MAX_CONNECT_BYTES) throw new Error('the CONNECT is too large');
      return 1 + i + remaining;
    }
  }
  throw new Error('the length of the first packet is malformed');
}

function parseConnect(bytes: Buffer): IConnectPacket {
  const parser = mqttPacket.parser();
  let found: IConnectPacket | null = null;
  let failure: Error | null = null;
  parser.on('packet', (packet) => {
    if (packet.cmd === 'connect') found = packet;
  });
  parser.on('error', (error: Error) => {
    failure = error;
  });
  parser.parse(bytes);
  if (failure) throw failure;
  if (!found) throw new Error('the CONNECT is malformed');
  return found;
}

function nextChunk(stream: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunk = stream.read() as Buffer | null;
    if (chunk !== null) return resolve(chunk);
    const settle = (done: () => void) => {
      stream.off('readable', readable);
      stream.off('end', ended);
      stream.off('close', ended);
      stream.off('error', failed);
      done();
    };
    const readable = () => {
      const next = stream.read() as Buffer | null;
      if (next !== null) settle(() => resolve(next));
    };
    const ended = () => settle(() => reject(new Error('the connection ended before its CONNECT')));
    const failed = (error: Error) => settle(() => reject(error));
    stream.on('readable', readable);
    stream.on('end', ended);
    stream.on('close', ended);
    stream.on('error', failed);
  });
}
