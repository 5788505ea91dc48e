/** A queue whose `shift` takes the same time however long it is. */
export class Fifo<T> {
  #items: T[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  peek(): T | undefined {
    return this.#items[this.#head];
  }

  shift(): T | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#head++;
    if (this.#head > 512 && this.#head * 2 > this.#items.length) this.putBack([]);
    return item;
  }

  /** Puts items in front of all others, in their order. */
  putBack(items: readonly T[]): void {
    this.#items = items.concat(this.#items.slice(this.#head));
    this.#head = 0;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#items.slice(this.#head)[Symbol.iterator]();
  }
}
