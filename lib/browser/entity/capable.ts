import { COMMANDS, ONLY_IF_NAMED } from '../../domain/command/vocabulary.ts';
import type { Entity } from '../../domain/entity/entity.ts';

const ON_OFF = ['turn_on', 'turn_off', 'toggle'];

/**
 * Whether an entity takes a command, so that no screen offers what cannot be done: what it names
 * itself, else what its kind has and its capabilities allow (no fan modes, no `set_fan_mode`).
 */
export function takes({ kind, capabilities }: Entity, command: string): boolean {
  const rules = COMMANDS[kind];
  if (rules === undefined) {
    return (kind === 'light' || kind === 'switch') && ON_OFF.includes(command);
  }
  const rule = Object.hasOwn(rules, command) ? rules[command] : undefined;
  if (rule === undefined) return false;
  const { commands } = capabilities;
  if (commands !== undefined ? !commands.includes(command) : ONLY_IF_NAMED.has(kind)) return false;
  return Object.values(rule).every(
    (argument) =>
      !argument.required ||
      argument.type !== 'choice' ||
      argument.choices(capabilities) !== undefined,
  );
}

/** Whether anything can be asked of it at all. */
export const takesAny = (entity: Entity): boolean =>
  [...ON_OFF, ...Object.keys(COMMANDS[entity.kind] ?? {})].some((name) => takes(entity, name));
