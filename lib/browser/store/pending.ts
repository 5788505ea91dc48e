import type { Command, CommandPhase } from '../../domain/command/command.ts';
import type { State } from '../../domain/entity/entity.ts';

/** The visible life of the last command to an entity. */
export type Pending = {
  readonly command: Command;
  readonly phase: CommandPhase;
  /** What the controls show meanwhile; {} once reports lead again. */
  readonly target: State;
  /** Under way for so long that it should be seen (a thin moving line). */
  readonly slow: boolean;
  /** Why it failed, in words; null unless it did. */
  readonly reason: string | null;
};
