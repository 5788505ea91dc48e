/** Below this share of its bound a full queue has room again; between the two it stays as it was. */
const ROOM_AGAIN = 0.9;

/** How much a queue holds and may hold. What is on its way to the disk counts as well. */
export class Room {
  readonly #mostBytes: number;
  readonly #onTurn: () => void;
  #bytes = 0;
  #full = false;
  /** How long it has been full and nobody has taken anything out of it, ms of running time. */
  stuckMs = 0;

  /** `onTurn` is called when it has become full, or has room again. */
  constructor(mostBytes: number, onTurn: () => void) {
    this.#mostBytes = mostBytes;
    this.#onTurn = onTurn;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get full(): boolean {
    return this.#full;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#full || this.#bytes < this.#mostBytes) return;
    this.#full = true;
    this.stuckMs = 0;
    this.#onTurn();
  }

  take(bytes: number): void {
    this.#bytes -= bytes;
    this.stuckMs = 0;
    if (!this.#full || this.#bytes > ROOM_AGAIN * this.#mostBytes) return;
    this.#full = false;
    this.#onTurn();
  }
}
