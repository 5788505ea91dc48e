import type { Command, Encoded } from '../../command/command.ts';
import type { Capabilities, EntityKind, State, Value } from '../../entity/entity.ts';
import type { ParsedMessage } from '../dialect.ts';

/** What a message says of one part: its properties, or why it says nothing of use. */
export type Reading = Readonly<Record<string, Value | undefined>> | string;

/** A message on a topic of the device; `path` is what comes behind `shellies/<id>/`. */
export type Spoken = { readonly path: string; readonly message: ParsedMessage };

export type CommandContext = {
  /** `shellies/<id>/`. */
  readonly root: string;
  readonly capabilities: Capabilities;
  readonly features: readonly string[];
  readonly before: State;
};

/** One entity of a device. Its key is its identity within the device, in most cases its topic. */
export type Part = {
  readonly key: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly deviceClass?: string;
  readonly stateClass?: string;
  readonly unit?: string;
  readonly category?: 'config' | 'diagnostic';
  readonly enabled?: boolean;
  readonly capabilities?: (features: readonly string[]) => Capabilities;
  /** What a message shows of what the device can do. */
  readonly features?: (spoken: Spoken) => readonly string[];
  /** Paths that carry its state. */
  readonly listens: readonly string[];
  /** Paths that its commands go to. */
  readonly speaks?: readonly string[];
  readonly read: (spoken: Spoken, before: State) => Reading;
  readonly encode?: (command: Command, context: CommandContext) => Encoded;
};

/** One message that carries out a command. */
export const said = (topic: string, payload: string, target: State): Encoded => ({
  ok: true,
  messages: [{ topic, payload, qos: 1, retain: false }],
  target,
});

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A finite number as the firmware writes it; null if the text is none. */
export function numberIn(message: ParsedMessage): number | null {
  const text = message.text()?.trim() ?? '';
  if (text.length > 40 || !NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

export const finite = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** `overpower_value` as a name: `Overpower value`. */
export const readable = (level: string): string => {
  const words = level.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
