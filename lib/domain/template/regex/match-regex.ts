import { TemplateError } from '../limits.ts';
import { fold, isWord } from './char-class.ts';
import { type ParsedRegex, type Place, parseRegex, type RegexNode } from './parse-regex.ts';

/** Where a regular expression matched, in code points; `groups[0]` is the whole match. */
export type RegexMatch = {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | null)[];
};

/** Steps of all matching within one rendering: some milliseconds. */
export const MAX_REGEX_STEPS = 200_000;

export type RegexBudget = { left: number };

type Matcher = (at: number) => boolean;

/**
 * A backtracking matcher of our own: it knows Python's syntax and classes, and it counts its
 * steps, so that no pattern of a stranger can hang a page or the recorder.
 */
export class Regex {
  readonly names: ReadonlyMap<string, number>;
  readonly groupCount: number;
  readonly #start: Matcher;
  #text: readonly number[] = [];
  #captures: Int32Array;
  #end = 0;
  #budget: RegexBudget = { left: 0 };

  constructor(source: string, ignoreCase: boolean) {
    const parsed: ParsedRegex = parseRegex(source, ignoreCase);
    this.names = parsed.names;
    this.groupCount = parsed.groups;
    this.#captures = new Int32Array(2 * (parsed.groups + 1));
    this.#start = this.#compile(parsed.root, (at) => {
      this.#end = at;
      return true;
    });
  }

  /** The first match at or after `from`; with `anchored` only one that begins there. */
  exec(
    text: readonly number[],
    from: number,
    anchored: boolean,
    budget: RegexBudget,
  ): RegexMatch | null {
    this.#text = text;
    this.#budget = budget;
    for (let at = from; at <= text.length; at++) {
      this.#captures.fill(-1);
      this.#step();
      if (this.#start(at)) {
        const groups: (string | null)[] = [slice(text, at, this.#end)];
        for (let g = 1; g <= this.groupCount; g++) {
          const [start, end] = [this.#captures[2 * g]!, this.#captures[2 * g + 1]!];
          groups.push(end < 0 ? null : slice(text, start, end));
        }
        return { start: at, end: this.#end, groups };
      }
      if (anchored) return null;
    }
    return null;
  }

  #step(): void {
    if (--this.#budget.left < 0) throw new TemplateError('the regular expression takes too long');
  }

  #compile(node: RegexNode, next: Matcher): Matcher {
    switch (node.type) {
      case 'char': {
        const { test } = node;
        return (at) => {
          this.#step();
          return at < this.#text.length && test(this.#text[at]!) && next(at + 1);
        };
      }
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.#compile(part, after), next);
      case 'choice': {
        const options = node.options.map((option) => this.#compile(option, next));
        return (at) => {
          this.#step();
          return options.some((option) => option(at));
        };
      }
      case 'group':
        return this.#group(node.index, node.body, next);
      case 'back':
        return this.#back(node.index, node.ignoreCase, next);
      case 'repeat':
        return node.body.type === 'char'
          ? this.#repeatChar(node, node.body.test, next)
          : this.#repeat(node, next);
      case 'look':
        return this.#look(node, next);
      case 'atomic': {
        let end = 0;
        const body = this.#compile(node.body, (at) => {
          end = at;
          return true;
        });
        return (at) => body(at) && next(end);
      }
      case 'at':
        return (at) => this.#isAt(node.place, at) && next(at);
    }
  }

  #group(index: number, node: RegexNode, next: Matcher): Matcher {
    const captures = this.#captures;
    const starts: number[] = [];
    const body = this.#compile(node, (at) => {
      const [oldStart, oldEnd] = [captures[2 * index]!, captures[2 * index + 1]!];
      const start = starts.pop()!;
      captures[2 * index] = start;
      captures[2 * index + 1] = at;
      if (next(at)) return true;
      captures[2 * index] = oldStart;
      captures[2 * index + 1] = oldEnd;
      starts.push(start);
      return false;
    });
    return (at) => {
      starts.push(at);
      if (body(at)) return true;
      starts.pop();
      return false;
    };
  }

  #back(index: number, ignoreCase: boolean, next: Matcher): Matcher {
    const same = ignoreCase ? (a: number, b: number) => fold(a) === fold(b) : Object.is;
    return (at) => {
      const [start, end] = [this.#captures[2 * index]!, this.#captures[2 * index + 1]!];
      if (end < 0) return false;
      for (let i = 0; i < end - start; i++) {
        this.#step();
        if (at + i >= this.#text.length || !same(this.#text[start + i]!, this.#text[at + i]!))
          return false;
      }
      return next(at + end - start);
    };
  }

  /** A repeated single character needs no recursion: count, then give back one by one. */
  #repeatChar(
    { min, max, lazy }: { readonly min: number; readonly max: number; readonly lazy: boolean },
    test: (code: number) => boolean,
    next: Matcher,
  ): Matcher {
    const takes = (at: number): boolean => {
      this.#step();
      return at < this.#text.length && test(this.#text[at]!);
    };
    if (lazy) {
      return (at) => {
        for (let count = 0; ; count++) {
          if (count >= min && next(at + count)) return true;
          if (count >= max || !takes(at + count)) return false;
        }
      };
    }
    return (at) => {
      let count = 0;
      while (count < max && takes(at + count)) count++;
      for (; count >= min; count--) {
        this.#step();
        if (next(at + count)) return true;
      }
      return false;
    };
  }

  #repeat(node: Extract<RegexNode, { type: 'repeat' }>, next: Matcher): Matcher {
    const { min, max, lazy } = node;
    let count = 0;
    let last = -1;
    const again = (at: number, done: number, before: number): boolean => {
      // A round that consumed nothing would go on for ever.
      if (done >= max || (done >= min && at === before)) return false;
      count = done + 1;
      last = at;
      if (body(at)) return true;
      count = done;
      last = before;
      return false;
    };
    const loop: Matcher = (at) => {
      this.#step();
      const [done, before] = [count, last];
      const leave = (): boolean => {
        if (done < min || !next(at)) {
          count = done;
          last = before;
          return false;
        }
        return true;
      };
      return lazy ? leave() || again(at, done, before) : again(at, done, before) || leave();
    };
    const body = this.#compile(node.body, loop);
    return (at) => {
      const [outerCount, outerLast] = [count, last];
      count = 0;
      last = -1;
      if (loop(at)) return true;
      count = outerCount;
      last = outerLast;
      return false;
    };
  }

  #look(node: Extract<RegexNode, { type: 'look' }>, next: Matcher): Matcher {
    const width = node.behind ? widthOf(node.body) : 0;
    if (width === null) throw new TemplateError('look-behind needs a fixed width');
    const body = this.#compile(node.body, () => true);
    return (at) => {
      this.#step();
      const found = at >= width && body(at - width);
      return found !== node.negated && next(at);
    };
  }

  #isAt(place: Place, at: number): boolean {
    const text = this.#text;
    switch (place) {
      case 'start':
        return at === 0;
      case 'textEnd':
        return at === text.length;
      case 'end':
        return at === text.length || (at === text.length - 1 && text[at] === 10);
      case 'lineStart':
        return at === 0 || text[at - 1] === 10;
      case 'lineEnd':
        return at === text.length || text[at] === 10;
      default: {
        const before = at > 0 && isWord(text[at - 1]!);
        const after = at < text.length && isWord(text[at]!);
        return (before !== after) === (place === 'word');
      }
    }
  }
}

/** How many characters a node matches, if that is always the same number. */
function widthOf(node: RegexNode): number | null {
  switch (node.type) {
    case 'char':
      return 1;
    case 'at':
    case 'look':
      return 0;
    case 'back':
      return null;
    case 'group':
    case 'atomic':
      return widthOf(node.body);
    case 'sequence':
      return node.parts
        .map(widthOf)
        .reduce((sum, w) => (sum === null || w === null ? null : sum + w), 0);
    case 'choice': {
      const widths = node.options.map(widthOf);
      return widths.every((width) => width === widths[0]) ? widths[0]! : null;
    }
    case 'repeat': {
      const width = widthOf(node.body);
      return width === null || node.min !== node.max ? null : width * node.min;
    }
  }
}

const slice = (text: readonly number[], start: number, end: number): string => {
  let result = '';
  for (let i = start; i < end; i++) result += String.fromCodePoint(text[i]!);
  return result;
};

/** A text as the code points a Regex works on. */
export const toPoints = (text: string): number[] =>
  Array.from(text, (char) => char.codePointAt(0)!);
