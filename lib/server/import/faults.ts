export type Fault = {
  readonly reason: string;
  readonly count: number;
  /** Where it was met first: lines, or names. */
  readonly examples: readonly string[];
};

const EXAMPLES = 3;
const REASONS = 50;
const OTHER = 'other reasons';

/** Counts what could not be brought in, by reason. A bad line loses nothing but itself. */
export function createFaults() {
  const found = new Map<string, { count: number; examples: string[] }>();
  return {
    add(reason: string, where: string): void {
      const key = found.has(reason) || found.size < REASONS ? reason : OTHER;
      const fault = found.get(key) ?? { count: 0, examples: [] };
      found.set(key, fault);
      fault.count++;
      if (fault.examples.length < EXAMPLES && !fault.examples.includes(where))
        fault.examples.push(where);
    },
    /** The most frequent first. */
    all: (): readonly Fault[] =>
      [...found]
        .map(([reason, { count, examples }]) => ({ reason, count, examples }))
        .sort((a, b) => b.count - a.count),
  };
}

export type Faults = ReturnType<typeof createFaults>;
