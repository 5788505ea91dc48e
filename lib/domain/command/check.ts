import type { Entity } from '../entity/entity.ts';
import type { Command } from './command.ts';
import { invalid, type Refused, unsupported } from './refused.ts';
import {
  ALIASES,
  ARGUMENT_ALIASES,
  type ArgumentRule,
  COMMANDS,
  ONLY_IF_NAMED,
} from './vocabulary.ts';

/**
 * The command as dialects take it: in the product's own words, every argument of the right type and
 * within what the entity can do. Errors: `unsupported_command`; `invalid_argument` with the
 * argument's name and what it may be.
 */
export function checkCommand(entity: Entity, given: Command): Command | Refused {
  const rules = COMMANDS[entity.kind];
  // Lights and switches check theirs themselves.
  if (rules === undefined) return given;
  const command = inOwnWords(given, rules);
  const { commands } = entity.capabilities;
  const named = commands ?? (ONLY_IF_NAMED.has(entity.kind) ? [] : null);
  const wanted = Object.hasOwn(rules, command.command) ? rules[command.command] : undefined;
  if (wanted === undefined || (named !== null && !named.includes(command.command)))
    return unsupported(given.command);
  for (const [name, rule] of Object.entries(wanted)) {
    const wrong = objection(name, rule, command[name], entity);
    if (wrong !== null) return wrong;
  }
  const strange = Object.keys(command).find(
    (key) =>
      key !== 'entity' &&
      key !== 'command' &&
      command[key] !== undefined &&
      !Object.hasOwn(wanted, key),
  );
  if (strange !== undefined)
    return invalid(`${strange.slice(0, 40)}: not an argument of ${command.command}`);
  return wantsNothing(command, Object.keys(wanted)) ?? command;
}

/** A command of which every argument may be left out, but not all of them. */
function wantsNothing(command: Command, names: readonly string[]): Refused | null {
  if (command.command !== 'set_temperature' && command.command !== 'set') return null;
  if (names.some((name) => (command[name] ?? null) !== null)) return null;
  return invalid(`${command.command} needs one of ${names.join(', ')}`);
}

function inOwnWords(given: Command, rules: Readonly<Record<string, unknown>>): Command {
  const name = String(given.command);
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  const own = Object.hasOwn(rules, name) ? name : (alias ?? name);
  const aliases = Object.hasOwn(ARGUMENT_ALIASES, own) ? ARGUMENT_ALIASES[own] : undefined;
  if (own === name && aliases === undefined) return given;
  const entries = Object.entries(given).map(([key, value]): [string, unknown] => [
    aliases !== undefined && Object.hasOwn(aliases, key) ? (aliases[key] ?? key) : key,
    value,
  ]);
  return { ...Object.fromEntries(entries), entity: given.entity, command: own };
}

/** What is wrong with one argument; null if nothing is. */
function objection(
  name: string,
  rule: ArgumentRule,
  value: unknown,
  { capabilities }: Entity,
): Refused | null {
  if (value === undefined || value === null)
    return rule.required ? invalid(`${name} is missing`) : null;
  switch (rule.type) {
    case 'number': {
      const [least, most] = rule.limits(capabilities);
      if (typeof value === 'number' && value >= least && value <= most) return null;
      return invalid(`${name} must be a number from ${least} to ${most}`);
    }
    case 'choice': {
      const choices = rule.choices(capabilities);
      if (choices === undefined) return invalid(`${name}: this entity has none`);
      if (typeof value === 'string' && (choices.length === 0 || choices.includes(value)))
        return null;
      const shown = choices.slice(0, 20).join(', ');
      return invalid(`${name} must be ${choices.length === 0 ? 'a text' : `one of ${shown}`}`);
    }
    case 'text': {
      if (typeof value === 'string') return null;
      return invalid(`${name} must be a text`);
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : invalid(`${name} must be true or false`);
    case 'color': {
      const isList = Array.isArray(value) && value.every((part) => typeof part === 'number');
      return isList ? null : invalid(`${name} must be a list of numbers`);
    }
    case 'any':
      return null;
  }
}
