import type { Command, Encoded } from '../../command/command.ts';
import type { Capabilities, EntityKind, State, Value } from '../../entity/entity.ts';
import type { ParsedMessage } from '../dialect.ts';

/** What a message says: properties, or why it says nothing of use. */
export type Reading = Readonly<Record<string, Value | undefined>> | string;

export type CommandContext = {
  readonly before: State;
  readonly capabilities: Capabilities;
  readonly features: readonly string[];
  /** `<prefix>/<component>/<object_id>`. */
  readonly base: string;
};

/** One of ESPHome's components, as its default topics speak of it (conventions §6). */
export type Component = {
  readonly kind: EntityKind;
  /** Parts of its state: `` is `…/state`, `position` is `…/position/state`. */
  readonly parts: readonly string[];
  /** Parts that take commands, on `…/command`. */
  readonly commands: readonly string[];
  readonly deviceClass?: string;
  /** What is known of it so far; without that only what every such component can do. */
  readonly capabilities?: (features: readonly string[]) => Capabilities;
  /** What a message shows of what it can do. */
  readonly features?: (part: string, message: ParsedMessage) => readonly string[];
  readonly read: (part: string, message: ParsedMessage, context: ReadContext) => Reading;
  readonly encode?: (command: Command, context: CommandContext) => Encoded;
};

export type ReadContext = {
  readonly before: State;
  readonly features: readonly string[];
  readonly base: string;
};

export const stateTopic = (base: string, part: string): string =>
  part === '' ? `${base}/state` : `${base}/${part}/state`;

export const commandTopic = (base: string, part: string): string =>
  part === '' ? `${base}/command` : `${base}/${part}/command`;

/** Messages to parts of the entity, in order. */
export const say = (
  { base }: Pick<CommandContext, 'base'>,
  messages: readonly (readonly [part: string, payload: string])[],
  target: State,
): Encoded => ({
  ok: true,
  messages: messages.map(([part, payload]) => ({
    topic: commandTopic(base, part),
    payload,
    ...{ qos: 1, retain: false },
  })),
  target,
});

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A number as ESPHome prints it; `nan` is unknown; undefined: it is none. */
export function numberIn(text: string): number | null | undefined {
  if (/^[+-]?(nan|inf|infinity)$/i.test(text)) return null;
  if (text.length > 40 || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The payload as a text without blanks around it; empty if it is no text. */
export const textOf = (message: ParsedMessage): string => message.text()?.trim() ?? '';
