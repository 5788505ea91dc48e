import type { Command } from '../../command/command.ts';
import type { Refused } from '../../command/refused.ts';
import type { Capabilities, EntityKind, State, Value } from '../../entity/entity.ts';

/** A JSON object from the outside; its keys are safe to look up. */
export type Fields = Readonly<Record<string, unknown>>;

/** Properties and their values; what is undefined was not spoken of. */
export type Values = Readonly<Record<string, Value | undefined>>;

/** A remote procedure call, and what the status shows once it was carried out. */
export type Call = {
  readonly method: string;
  readonly params: Fields;
  readonly target: State;
};

/** What a part is told with a status. */
export type StatusContext = {
  /** The status says everything: what it does not name is not there (a partial update otherwise). */
  readonly full: boolean;
  readonly before: State;
};

/** What a part needs to carry out a command. */
export type CommandContext = {
  /** The number behind the colon of `switch:0`; 0 where there is none. */
  readonly id: number;
  readonly capabilities: Capabilities;
  readonly before: State;
};

/** One entity that a component of the device is shown as. */
export type Part = {
  /** Identity within the component: empty for its main feature, else `apower`, `voltage`, … */
  readonly key: string;
  readonly kind: EntityKind;
  /** The name, made of the component's own (`Switch 0`). */
  readonly name: (component: string) => string;
  readonly deviceClass?: string;
  readonly stateClass?: string;
  readonly unit?: string;
  readonly category?: 'config' | 'diagnostic';
  readonly enabled?: boolean;
  /** What it can do; `features` are those that a status has shown so far. */
  readonly capabilities?: (features: readonly string[]) => Capabilities;
  /** What a status shows of what the device can do. */
  readonly features?: (status: Fields) => readonly string[];
  /** Does the status speak of it? */
  readonly isIn: (status: Fields) => boolean;
  /** What a status says; nothing if it does not speak of this part. */
  readonly read: (status: Fields, context: StatusContext) => Values;
  /** Events by name that are occurrences of this part; absent: it has none. */
  readonly occurs?: readonly string[];
  readonly call?: (command: Command, context: CommandContext) => Call | Refused;
};

/** A kind of component (`switch`) with how it is called and what it is shown as. */
export type ComponentType = { readonly label: string; readonly parts: readonly Part[] };

export const numberOrNull = (value: unknown): number | null | undefined =>
  value === null || (typeof value === 'number' && Number.isFinite(value)) ? value : undefined;

/** The value at a path of keys; undefined if there is none. */
export function at(status: Fields, path: readonly string[]): unknown {
  let value: unknown = status;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Fields)[key];
  }
  return value;
}
