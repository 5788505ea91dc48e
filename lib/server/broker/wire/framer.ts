import type { Limits } from '../limits.ts';
import { CONNECT, inspectHeader, inspectPacket, type Verdict } from './inspect.ts';

export type Refusal = Extract<Verdict, { kind: 'close' }>;

/**
 * Cuts a byte stream into whole, inspected packets. Holds at most one unfinished packet, whose length was
 * judged from its fixed header.
 */
export class Framer {
  readonly #limits: Limits;
  #parts: Buffer[] = [];
  #held = 0;
  /** Bytes that must be there before another look is worth it. */
  #needed = 2;
  #connected = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** True once a CONNECT has passed. */
  get connected(): boolean {
    return this.#connected;
  }

  /**
   * Takes what arrived; gives the packets that are complete now, as one run of bytes, and the refusal that
   * ends the connection if there is one.
   */
  feed(chunk: Buffer): { readonly packets: Buffer | null; readonly refusal: Refusal | null } {
    this.#parts.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#needed) return { packets: null, refusal: null };
    const data = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts, this.#held);
    let at = 0;
    let refusal: Refusal | null = null;
    for (;;) {
      const header = readHeader(data, at);
      if (header === null) {
        this.#needed = data.length - at + 1;
        break;
      }
      const first = data[at] as number;
      const verdict =
        header === 'malformed'
          ? MALFORMED_LENGTH
          : inspectHeader(first, header.length, this.#connected, this.#limits, () =>
              topicOf(data, header.body),
            );
      if (verdict.kind === 'more') {
        this.#needed = data.length - at + 1;
        break;
      }
      if (header === 'malformed' || verdict.kind === 'close') {
        refusal = verdict.kind === 'close' ? verdict : null;
        break;
      }
      const end = header.body + header.length;
      if (end > data.length) {
        this.#needed = end - at;
        break;
      }
      const inspected = inspectPacket(first, data.subarray(header.body, end), this.#limits);
      if (inspected.kind === 'close') {
        refusal = inspected;
        break;
      }
      if (first >> 4 === CONNECT) this.#connected = true;
      at = end;
    }
    const rest = data.subarray(at);
    this.#parts = rest.length > 0 && refusal === null ? [rest] : [];
    this.#held = refusal === null ? rest.length : 0;
    return { packets: at > 0 ? data.subarray(0, at) : null, refusal };
  }
}

/**
 * The topic of a PUBLISH, which stands before all else; null: more bytes are needed. Clients send it
 * together with the header; one that sends a header alone is not waited for.
 */
function topicOf(data: Buffer, body: number): string | null {
  if (data.length === body) return '';
  if (data.length < body + 2) return null;
  const end = body + 2 + data.readUInt16BE(body);
  return data.length < end ? null : data.toString('latin1', body + 2, end);
}

const MALFORMED_LENGTH: Refusal = {
  kind: 'close',
  reason: 'malformed-packet',
  detail: 'remaining length',
};

/** null: more bytes are needed. The remaining length takes at most four bytes [MQTT 2.2.3]. */
function readHeader(
  data: Buffer,
  at: number,
): { readonly body: number; readonly length: number } | 'malformed' | null {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = data[at + 1 + i];
    if (byte === undefined) return null;
    length += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return { body: at + 2 + i, length };
  }
  return 'malformed';
}
