import type { Publish } from '../dialect/message.ts';
import type { State } from '../entity/entity.ts';

/**
 * A wish for one entity, in Home Assistant's words (snake_case). `entity` is the entity's id; the
 * other keys are the command's arguments: `brightness` 0–100 %, `color_temp_kelvin`, `hs` [0–360, 0–100],
 * `rgb`, `rgbw`, `rgbww`, `xy`, `white` 0–255 as the channels of `rgbw`, `effect`, `transition` in seconds, `flash`,
 * `position`, `temperature`, `value`, `option`, …
 */
export type Command = {
  readonly entity: string;
  readonly command: string;
  readonly [argument: string]: unknown;
};

export type CommandError =
  /** The entity does not know this command. */
  | 'unsupported_command'
  /** An argument is missing, of the wrong type or out of range. */
  | 'invalid_argument';

export type Encoded =
  | {
      readonly ok: true;
      readonly messages: readonly Publish[];
      /** What the device's report must show for the command to be confirmed; {} if nothing tells. */
      readonly target: State;
    }
  | { readonly ok: false; readonly code: CommandError; readonly reason: string };

/** The visible life of a command. `queued` and `failed` end it without a device's answer. */
export type CommandPhase = 'sent' | 'acknowledged' | 'confirmed' | 'no_answer' | 'failed';
