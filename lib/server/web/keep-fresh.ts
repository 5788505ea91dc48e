/** What is slow to look up, kept. */
export type KeptFresh<T> = {
  read(): Promise<T>;
  /** The next one to ask waits for what is true then. */
  forget(): void;
};

/** However long it takes, looking it up is at most this part of the time. */
const SHARE = 1 / 50;
/** What nobody asked for in so many times its age is no answer any more. */
const WORTHLESS = 4;

/**
 * Gives the last answer at once, and looks it up again behind that when it is older than `ageMs`: a poll
 * costs nothing, however many pages poll. Only the first to ask after a while waits.
 */
export function keepFresh<T>(
  load: () => Promise<T>,
  ageMs: number,
  now: () => number = () => performance.now(),
): KeptFresh<T> {
  let last: { readonly value: T; readonly at: number; readonly tookMs: number } | null = null;
  let loading: Promise<T> | null = null;
  let generation = 0;

  function renew(): Promise<T> {
    const own = generation;
    const begun = now();
    const promise = load().then(
      (value) => {
        if (own === generation) last = { value, at: now(), tookMs: now() - begun };
        if (loading === promise) loading = null;
        return value;
      },
      (error: unknown) => {
        if (loading === promise) loading = null;
        throw error;
      },
    );
    loading = promise;
    return promise;
  }

  return {
    read() {
      if (last === null) return loading ?? renew();
      const age = now() - last.at;
      const patience = Math.max(ageMs, last.tookMs / SHARE);
      if (age > patience * WORTHLESS) return loading ?? renew();
      // The next poll tells what went wrong; this one still has an answer.
      if (age > patience && loading === null) renew().catch(() => {});
      return Promise.resolve(last.value);
    },
    forget() {
      generation += 1;
      last = null;
      loading = null;
    },
  };
}
