export type Mutex = {
  /** Resolves, in the order of asking, to the function that lets the next one in. */
  acquire(): Promise<() => void>;
  run<T>(work: () => Promise<T>): Promise<T>;
};

/** One at a time, first come first served. */
export function createMutex(): Mutex {
  let last: Promise<void> = Promise.resolve();
  const acquire = async () => {
    const before = last;
    let release = () => {};
    last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  };
  return {
    acquire,
    async run(work) {
      const release = await acquire();
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
