import type { Command, Encoded } from '../../command/command.ts';
import type { Capabilities, EntityKind, State } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import type { Publish } from '../message.ts';
import { type Config, flag, number } from './config.ts';

/** What a component's configuration says about the entity, apart from what all have in common. */
export type Described = {
  /** The entity's name where the configuration gives none; absent: that of its class or kind. */
  readonly defaultName?: string;
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  readonly capabilities: Capabilities;
  readonly stateTopics: readonly string[];
  readonly commandTopics: readonly string[];
  readonly optimistic: boolean;
  readonly expireAfterMs: number | null;
  readonly offDelayMs: number | null;
};

/** A configuration that was understood and is ready to work with. */
export type Opened = Described & {
  /** What its attributes mean, where that is more than their own names say. */
  attributes?(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  read(message: ParsedMessage, before: State): readonly Report[];
  encode(command: Command, before: State): Encoded;
};

/** One of Home Assistant's MQTT components, such as `sensor`. */
export type Component = {
  readonly kind: EntityKind;
  /** Keys of the configuration that the binding must keep for `open` to work after a restart. */
  readonly keys: readonly string[];
  /** Understands a configuration, or says what is wrong with it. */
  open(config: Config): Opened | string;
};

/** What most components leave at these values. */
export const PLAIN: Described = {
  deviceClass: null,
  stateClass: null,
  unit: null,
  capabilities: {},
  stateTopics: [],
  commandTopics: [],
  optimistic: false,
  expireAfterMs: null,
  offDelayMs: null,
};

/** For what can only be read. */
export const readOnly = (): Encoded => ({
  ok: false,
  code: 'unsupported_command',
  reason: 'this takes no commands',
});

export const COMMAND_KEYS = ['command_topic', 'qos', 'retain', 'optimistic'] as const;

/** Makes messages as the configuration wants its commands sent (conventions §1.7). */
export function publisher(config: Config): (topic: string, payload: string) => Publish {
  const level = number(config, 'qos');
  const qos = level === 1 || level === 2 ? level : 0;
  const retain = flag(config, 'retain', false);
  return (topic, payload) => ({ topic, payload, qos, retain });
}

/** Some thirty years: a longer span is as good as none, and no instant can be reckoned from it. */
const MAX_SPAN_S = 1e9;

/** A span in seconds as milliseconds; 0, negative, endless and missing mean none. */
export function spanMs(config: Config, key: string): number | null {
  const seconds = number(config, key);
  return seconds !== null && seconds > 0 && seconds <= MAX_SPAN_S
    ? Math.round(seconds * 1000)
    : null;
}

/** Topics without the missing ones, each once. */
export const topics = (...list: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(list.flatMap((topic) => topic || [])),
];

/** Does it hear or say anything at all? */
export const hasTopics = ({ stateTopics, commandTopics }: Described): boolean =>
  stateTopics.length + commandTopics.length > 0;
