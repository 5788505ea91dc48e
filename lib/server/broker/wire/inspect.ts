import { isUtf8 } from 'node:buffer';
import type { Limits } from '../limits.ts';
import type { Reason } from '../refusals.ts';
import { isTopicFilter, isTopicName, levels } from '../topic.ts';

/** `close`: end the connection; `answer`: send these bytes first. */
export type Verdict =
  | { readonly kind: 'pass' }
  /** More bytes must be seen before anything can be said. */
  | { readonly kind: 'more' }
  | {
      readonly kind: 'close';
      readonly reason: Reason;
      readonly detail: string;
      readonly answer?: Buffer;
    };

const PASS: Verdict = { kind: 'pass' };

/** CONNACK of MQTT 5 with 0x84, "unsupported protocol version" [MQTT 5, 3.2.2.2]. */
const CONNACK_V5_UNSUPPORTED = Buffer.from([0x20, 0x03, 0x00, 0x84, 0x00]);
/** CONNACK with 0x01, "unacceptable protocol version" [MQTT-3.1.2-2]. */
const CONNACK_BAD_VERSION = Buffer.from([0x20, 0x02, 0x00, 0x01]);
/** CONNACK with 0x02, "identifier rejected" [MQTT-3.1.3-8]. */
const CONNACK_BAD_IDENTIFIER = Buffer.from([0x20, 0x02, 0x00, 0x02]);

export const CONNECT = 1;
const PUBLISH = 3;
const FLAGS: ReadonlyMap<number, number | null> = new Map([
  [CONNECT, 0],
  [3, null], // PUBLISH: retain, QoS, DUP
  [4, 0], // PUBACK
  [5, 0], // PUBREC
  [6, 2], // PUBREL
  [7, 0], // PUBCOMP
  [8, 2], // SUBSCRIBE
  [10, 2], // UNSUBSCRIBE
  [12, 0], // PINGREQ
  [14, 0], // DISCONNECT
]);

/** A Zigbee2MQTT bridge tells of all its devices in one message. */
const LIST = /\/bridge\/[a-z_]+$/;

/**
 * Judges a fixed header before its body is read: kind, flags, and length. Of a long PUBLISH the topic
 * is read too: `topic` gives it, or null if it is not there yet.
 */
export function inspectHeader(
  first: number,
  length: number,
  connected: boolean,
  limits: Limits,
  topic: () => string | null,
): Verdict {
  const type = first >> 4;
  const flags = FLAGS.get(type);
  if (flags === undefined) return malformed(`packet type ${type}`);
  if (flags !== null && flags !== (first & 0x0f)) return malformed('reserved flags');
  if ((type === CONNECT) === connected) {
    return malformed(connected ? 'a second CONNECT' : 'something before CONNECT');
  }
  const limit = type === CONNECT ? limits.connectBytes : limits.packetBytes;
  if (length > limit && type === PUBLISH && length <= limits.listBytes) {
    const name = topic();
    if (name === null) return { kind: 'more' };
    if (LIST.test(name)) return PASS;
  }
  if (length > limit) {
    return close('packet-too-large', `${length} bytes where ${limit} are allowed`);
  }
  if (type >= 4 && type <= 7 && length !== 2) return malformed('length of an acknowledgement');
  if (type >= 12 && length !== 0) return malformed('length of an empty packet');
  return PASS;
}

/**
 * Judges a whole packet from its bytes, strictly, so that what reaches the broker library is well formed:
 * it decodes text leniently and takes structure on trust.
 */
export function inspectPacket(first: number, body: Buffer, limits: Limits): Verdict {
  try {
    const reader = new Reader(body);
    switch (first >> 4) {
      case CONNECT:
        return inspectConnect(reader, limits);
      case 3:
        return inspectPublish(first, reader, limits);
      case 8:
        return inspectFilters(reader, limits, true);
      case 10:
        return inspectFilters(reader, limits, false);
      case 4:
      case 5:
      case 6:
      case 7:
        reader.packetId();
        return PASS;
      default:
        return PASS;
    }
  } catch (error) {
    if (error instanceof Malformed) return close(error.reason, error.message);
    throw error;
  }
}

function inspectConnect(reader: Reader, limits: Limits): Verdict {
  const protocol = reader.text();
  const level = reader.byte();
  if (protocol === 'MQTT' && level === 5) {
    return close('mqtt-5', 'MQTT 5 is not spoken here; use 3.1.1', CONNACK_V5_UNSUPPORTED);
  }
  if (!((protocol === 'MQTT' && level === 4) || (protocol === 'MQIsdp' && level === 3))) {
    return close('protocol-version', `${protocol.slice(0, 20)} ${level}`, CONNACK_BAD_VERSION);
  }
  const flags = reader.byte();
  const willQos = (flags >> 3) & 3;
  const [user, password, willRetain, will, clean] = [0x80, 0x40, 0x20, 0x04, 0x02].map(
    (bit) => (flags & bit) !== 0,
  );
  if ((flags & 1) !== 0 || willQos === 3) return malformed('CONNECT flags');
  if (!will && (willQos !== 0 || willRetain)) return malformed('will flags without a will');
  if (password && !user) return malformed('a password without a user name');
  reader.skip(2); // keep alive
  const clientId = reader.text();
  if ((clientId === '' && !clean) || Buffer.byteLength(clientId) > limits.clientIdBytes) {
    return close('client-id', 'empty with a session, or too long', CONNACK_BAD_IDENTIFIER);
  }
  if (will) {
    const verdict = inspectName(reader.text(), limits);
    if (verdict.kind !== 'pass') return verdict;
    reader.skip(reader.length());
  }
  if (user) reader.text();
  if (password) reader.skip(reader.length());
  return reader.left === 0 ? PASS : malformed('bytes after the last field');
}

function inspectPublish(first: number, reader: Reader, limits: Limits): Verdict {
  const qos = (first >> 1) & 3;
  if (qos === 3) return malformed('QoS 3');
  const verdict = inspectName(reader.text(), limits);
  if (verdict.kind === 'pass' && qos > 0) reader.packetId();
  return verdict;
}

function inspectFilters(reader: Reader, limits: Limits, withQos: boolean): Verdict {
  reader.packetId();
  if (reader.left === 0) return malformed('no filter');
  while (reader.left > 0) {
    const filter = reader.text();
    if (!isTopicFilter(filter)) return close('invalid-filter', filter.slice(0, 80));
    const verdict = inspectSize(filter, limits);
    if (verdict.kind !== 'pass') return verdict;
    if (withQos && reader.byte() > 2) return malformed('requested QoS');
  }
  return PASS;
}

function inspectName(topic: string, limits: Limits): Verdict {
  if (!isTopicName(topic)) return close('invalid-topic', topic.slice(0, 80));
  return inspectSize(topic, limits);
}

function inspectSize(topic: string, limits: Limits): Verdict {
  if (Buffer.byteLength(topic) > limits.topicBytes || levels(topic) > limits.topicLevels) {
    return close('topic-too-long', topic.slice(0, 80));
  }
  return PASS;
}

function malformed(detail: string): Verdict {
  return close('malformed-packet', detail);
}

function close(reason: Reason, detail: string, answer?: Buffer): Verdict {
  return { kind: 'close', reason, detail, answer };
}

class Malformed extends Error {
  readonly reason: Reason;
  constructor(reason: Reason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

class Reader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get left(): number {
    return this.#body.length - this.#at;
  }

  byte(): number {
    this.skip(1);
    return this.#body[this.#at - 1] as number;
  }

  length(): number {
    return this.byte() * 256 + this.byte();
  }

  /** A packet identifier is never 0 [MQTT-2.3.1-1]. */
  packetId(): void {
    if (this.length() === 0) throw new Malformed('malformed-packet', 'packet identifier 0');
  }

  skip(bytes: number): void {
    if (bytes > this.left) throw new Malformed('malformed-packet', 'packet too short');
    this.#at += bytes;
  }

  /** UTF-8 without surrogates and U+0000 [MQTT-1.5.3]. */
  text(): string {
    const length = this.length();
    this.skip(length);
    const bytes = this.#body.subarray(this.#at - length, this.#at);
    if (!isUtf8(bytes) || bytes.includes(0)) throw new Malformed('invalid-text', 'not valid UTF-8');
    return bytes.toString('utf8');
  }
}
