import type { Budget } from './limits.ts';
import type { RegexBudget } from './regex/match-regex.ts';
import type { Py } from './value.ts';

/** What one rendering carries along. */
export type Runtime = {
  readonly budget: Budget;
  /** Epoch ms. */
  readonly now: number;
  /** The home's offset from UTC at an instant, in minutes. */
  readonly offsetMinutes: (at: number) => number;
  /** Steps left for regular expressions. */
  readonly regex: RegexBudget;
  /** Nesting of macro calls. */
  depth: number;
};

/** Names visible at one place of a template; an inner scope hides and does not change an outer one. */
export class Scope {
  readonly #names = new Map<string, Py>();

  constructor(readonly parent: Scope | null) {}

  get(name: string): Py | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const value = scope.#names.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  set(name: string, value: Py): void {
    this.#names.set(name, value);
  }
}
