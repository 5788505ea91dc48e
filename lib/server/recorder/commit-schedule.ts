export type CommitSchedule = {
  /** Something has changed that may make a commit due. */
  look(): void;
  /** Does `work` once the commit that is under way has ended; one after the other. */
  then(work: () => Promise<void>): Promise<void>;
  /** A last commit; none after it. */
  stop(): Promise<void>;
};

/**
 * Commits when it is time, one at a time.
 * @param leftMs until the next commit is due; Infinity: none is needed
 * @param commit must not throw
 */
export function commitSchedule(
  leftMs: () => number,
  commit: () => Promise<void>,
  now: () => number = () => performance.now(),
): CommitSchedule {
  let timer: NodeJS.Timeout | null = null;
  let firesAt = Infinity;
  let working: Promise<void> = Promise.resolve();
  let busy = 0;
  let stopping = false;

  function look(): void {
    if (busy > 0 || stopping) return;
    const left = leftMs();
    // A timer that comes too early looks again; so it is only replaced by an earlier one.
    if (left === Infinity || now() + left >= firesAt - 1) return;
    disarm();
    firesAt = now() + left;
    timer = setTimeout(() => {
      disarm();
      if (leftMs() < 1) void then(commit);
      else look();
    }, left);
  }

  function disarm(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    firesAt = Infinity;
  }

  function then(work: () => Promise<void>): Promise<void> {
    busy++;
    working = working.then(work).then(() => {
      busy--;
      look();
    });
    return working;
  }

  return {
    look,
    then,
    stop() {
      disarm();
      stopping = true;
      return then(commit);
    },
  };
}
