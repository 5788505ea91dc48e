import { checkCommand } from '../command/check.ts';
import type { Command, Encoded } from '../command/command.ts';
import { isRefused } from '../command/refused.ts';
import type { Definition, Dialect, ParsedMessage, Report } from '../dialect/dialect.ts';
import type { Entity, State } from './entity.ts';

/** A dialect with its notebook. */
export type Speaker = { readonly dialect: Dialect; memory: unknown };

/**
 * The dialects of a home, each with its notebook. A mistake in one must not silence the others:
 * what it throws becomes a reason.
 */
export function createSpeakers(dialects: readonly Dialect[]) {
  const speakers = new Map<string, Speaker>();
  for (const dialect of dialects) speakers.set(dialect.name, { dialect, memory: dialect.start() });
  const all = [...speakers.values()];
  const ranks = new Map(
    [...all]
      .sort((a, b) => Number(a.dialect.infers) - Number(b.dialect.infers))
      .map(({ dialect }, index) => [dialect.name, index]),
  );
  const guessing = all.filter(({ dialect }) => dialect.infers);
  return {
    /** Those that know their devices by definitions, in the order in which they are asked. */
    explicit: all.filter(({ dialect }) => !dialect.infers),
    /** Those that infer: asked last. */
    guessing,
    /** How much the word of a dialect counts: the lower the more, guesses last. */
    rank: (dialect: string): number => ranks.get(dialect) ?? all.length,
    isInferred: (dialect: string) => speakers.get(dialect)?.dialect.infers ?? false,

    // Asked for every message: without the closures of `guarded`.
    define({ dialect, memory }: Speaker, message: ParsedMessage): readonly Definition[] {
      try {
        return dialect.define(memory, message);
      } catch (error) {
        return [{ type: 'rejected', reason: internalError(error) }];
      }
    },

    read(entity: Entity, message: ParsedMessage, before: State): readonly Report[] {
      const dialect = speakers.get(entity.source.dialect)?.dialect;
      if (dialect === undefined) {
        return [{ type: 'rejected', reason: `nobody here speaks ${entity.source.dialect}` }];
      }
      try {
        return dialect.read(entity, message, before);
      } catch (error) {
        return [{ type: 'rejected', reason: internalError(error) }];
      }
    },

    encode(entity: Entity | undefined, command: Command, before: State): Encoded {
      const dialect = speakers.get(entity?.source.dialect ?? '')?.dialect;
      if (entity === undefined || dialect === undefined) {
        return { ok: false, code: 'unsupported_command', reason: 'there is no such entity' };
      }
      return guarded<Encoded>(
        () => {
          const checked = checkCommand(entity, command);
          return isRefused(checked) ? checked : dialect.encode(entity, checked, before);
        },
        (reason) => ({ ok: false, code: 'invalid_argument', reason }),
      );
    },

    /** Lets the dialects know of entities whose definitions they have not heard. */
    recall(entities: readonly Entity[]): void {
      for (const { dialect, memory } of all) {
        const own = entities.filter(({ source }) => source.dialect === dialect.name);
        dialect.recall?.(memory, own);
      }
    },

    /** What each dialect would make of a message if it had heard nothing before. */
    opinions: (message: ParsedMessage): readonly (readonly [Dialect, readonly Definition[]])[] =>
      all.map(({ dialect }) => [
        dialect,
        guarded<readonly Definition[]>(
          () => dialect.define(dialect.start(), message),
          (reason) => [{ type: 'rejected', reason }],
        ),
      ]),

    /** What was guessed may be guessed again: a topic has become free. */
    guessAgain(): void {
      for (const speaker of guessing) speaker.memory = speaker.dialect.start();
    },
  };
}

function guarded<T>(ask: () => T, otherwise: (reason: string) => T): T {
  try {
    return ask();
  } catch (error) {
    return otherwise(internalError(error));
  }
}

const internalError = (error: unknown): string =>
  `internal error: ${error instanceof Error ? error.message : String(error)}`;
