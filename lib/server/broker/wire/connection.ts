import { Duplex } from 'node:stream';
import type { Limits } from '../limits.ts';
import { Framer, type Refusal } from './framer.ts';

/** The carrier below MQTT: a TCP socket, or a WebSocket. */
export type Transport = {
  readonly address: string;
  /** Calls back once the carrier took the bytes. */
  write(bytes: Buffer, done: (error?: Error | null) => void): void;
  pause(): void;
  resume(): void;
  /** Sends what was written, then closes. */
  end(): void;
  /** Closes at once. */
  abort(): void;
};

const PIECE_BYTES = 64 * 1024;
const FAREWELL_MS = 2_000;

/**
 * One client's connection as the broker library sees it: whole, inspected packets come out of it, and what
 * goes in is watched for progress.
 */
export class Connection extends Duplex {
  readonly transport: Transport;
  /** One of the product's own roles, which may have more waiting: it hears everything there is. */
  own = false;
  readonly #framer: Framer;
  readonly #onRefusal: (refusal: Refusal) => void;
  #lastProgress = performance.now();
  #over = false;
  #gone = false;
  #corked = false;

  constructor(transport: Transport, limits: Limits, onRefusal: (refusal: Refusal) => void) {
    super({ readableHighWaterMark: PIECE_BYTES, writableHighWaterMark: 4 * PIECE_BYTES });
    this.transport = transport;
    this.#framer = new Framer(limits);
    this.#onRefusal = onRefusal;
  }

  /** False until a CONNECT arrived whole. */
  get introduced(): boolean {
    return this.#framer.connected;
  }

  /** True once the other side is gone, though unread packets of it may be left. */
  get gone(): boolean {
    return this.#gone || this.destroyed;
  }

  /** For how long bytes have been waiting without any of them being taken, ms. */
  get stalledMs(): number {
    return this.writableLength === 0 ? 0 : performance.now() - this.#lastProgress;
  }

  /** Bytes arrived from the carrier. */
  received(chunk: Buffer): void {
    if (this.#over) return;
    const { packets, refusal } = this.#framer.feed(chunk);
    if (packets !== null && !this.push(packets)) this.transport.pause();
    if (refusal !== null) this.#refuse(refusal);
  }

  /** The carrier will bring no more bytes; what came before is still read. */
  ended(): void {
    this.#gone = true;
    if (!this.#over) {
      this.#over = true;
      this.push(null);
    }
  }

  /** The carrier broke. */
  failed(error: Error): void {
    this.#gone = true;
    this.destroy(error);
  }

  /** Writes a packet; false: wait for `drain`. Packets of one tick leave together. */
  send(packet: Buffer): boolean {
    if (this.destroyed) return false;
    if (!this.#corked) {
      this.#corked = true;
      this.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.uncork();
      });
    }
    return this.write(packet);
  }

  override _read(): void {
    this.transport.resume();
  }

  override _write(chunk: Buffer, _: string, done: (error?: Error | null) => void): void {
    this.#pass([chunk], done);
  }

  override _writev(
    chunks: { chunk: Buffer; encoding: string }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#pass(pieces(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.transport.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#over = true;
    if (error !== null || this.stalledMs > 1_000) {
      this.transport.abort();
    } else {
      // A refusal's CONNACK may still be on its way; a client that does not take it is cut off later.
      this.transport.end();
      setTimeout(() => this.transport.abort(), FAREWELL_MS).unref();
    }
    done(error);
  }

  #pass(parts: Buffer[], done: (error?: Error | null) => void): void {
    let next = 0;
    const step = (error?: Error | null): void => {
      this.#lastProgress = performance.now();
      const part = parts[next++];
      if (error || part === undefined) done(error);
      else this.transport.write(part, step);
    };
    step();
  }

  #refuse(refusal: Refusal): void {
    this.#over = true;
    this.#onRefusal(refusal);
    if (refusal.answer === undefined) {
      this.transport.abort();
      this.destroy();
      return;
    }
    this.transport.write(refusal.answer, () => {});
    this.destroy();
  }
}

/** Joins small chunks, so that each system call carries some, and a slow reader still shows progress. */
function pieces(chunks: readonly Buffer[]): Buffer[] {
  const result: Buffer[] = [];
  let run: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    if (size > 0 && size + chunk.length > PIECE_BYTES) {
      result.push(Buffer.concat(run, size));
      run = [];
      size = 0;
    }
    run.push(chunk);
    size += chunk.length;
  }
  if (size > 0) result.push(run.length === 1 ? (run[0] as Buffer) : Buffer.concat(run, size));
  return result;
}
