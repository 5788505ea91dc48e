/**
 * A PUBLISH packet. Its identifier is left out for QoS 0 [MQTT-2.3.1-5].
 */
export function encodePublish(
  topic: string,
  payload: Uint8Array,
  flags: { readonly qos: number; readonly retain: boolean; readonly dup: boolean },
  packetId: number,
): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const idBytes = flags.qos > 0 ? 2 : 0;
  const length = 2 + topicBytes + idBytes + payload.length;
  const packet = Buffer.allocUnsafe(1 + lengthBytes(length) + length);
  packet[0] = 0x30 | (flags.dup ? 8 : 0) | (flags.qos << 1) | (flags.retain ? 1 : 0);
  let at = writeLength(packet, 1, length);
  at = packet.writeUInt16BE(topicBytes, at);
  at += packet.write(topic, at, 'utf8');
  if (flags.qos > 0) at = packet.writeUInt16BE(packetId, at);
  packet.set(payload, at);
  return packet;
}

/** A PUBREL packet: the second half of a QoS 2 delivery. */
export function encodePubrel(packetId: number): Buffer {
  return Buffer.from([0x62, 0x02, packetId >> 8, packetId & 0xff]);
}

function lengthBytes(length: number): number {
  if (length < 128) return 1;
  if (length < 16_384) return 2;
  return length < 2_097_152 ? 3 : 4;
}

function writeLength(packet: Buffer, at: number, length: number): number {
  let rest = length;
  let end = at;
  while (rest >= 128) {
    packet[end++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  packet[end++] = rest;
  return end;
}
