import type { Entity, State, Value } from '../../entity/entity.ts';
import type { TemplateValue, TemplateVariables } from '../../template/template.ts';
import { Func, type Py } from '../../template/value.ts';
import type { ParsedMessage } from '../dialect.ts';
import type { Config } from './config.ts';

/** A message of whose reader its templates want to know something. */
type AwareMessage = ParsedMessage & { readonly self?: TemplateVariables };

/** Names by which a template asks about its own entity (conventions §1.8); not keys such as `.name`. */
const ITSELF = /\b(?:entity_id|this)\b|(?<![.\w'"[])name\b(?!['"\w])/;

/** Does any template of the configuration ask about its own entity? Few do, and it costs. */
export const asksAboutItself = (config: Config): boolean =>
  [...config].some(
    ([key, value]) => key.endsWith('template') && typeof value === 'string' && ITSELF.test(value),
  );

/** The message, with what the entity's templates may know of the entity before it. */
export function knowingItself(
  message: ParsedMessage,
  entity: Entity,
  before: State,
): ParsedMessage {
  return { ...message, self: selfOf(entity, before) } as AwareMessage;
}

/** The variables that came with a message. */
export const selfKnown = (message: ParsedMessage): TemplateVariables | undefined =>
  (message as AwareMessage).self;

/** Properties that Home Assistant's attributes call otherwise. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  position: 'current_position',
  tilt: 'current_tilt_position',
};

function selfOf({ id, name, unit }: Entity, before: State): TemplateVariables {
  const state = stateText(before);
  const attributes = Object.fromEntries(
    Object.entries({ ...before, ...(unit === null ? {} : { unit_of_measurement: unit }) }).map(
      ([property, value]) => [ATTRIBUTES[property] ?? property, value as TemplateValue],
    ),
  );
  // Of other entities a template learns nothing.
  const ask = (called: string, answer: (rest: readonly Py[]) => Py, otherwise: Py) =>
    new Func(called, ({ positional: [asked, ...rest] }) =>
      asked === id ? answer(rest) : otherwise,
    ) as unknown as TemplateValue;
  const attribute = (key: Py | undefined): Py =>
    typeof key === 'string' && Object.hasOwn(attributes, key) ? (attributes[key] as Py) : null;
  return {
    entity_id: id,
    name: name ?? '',
    this: { entity_id: id, state, attributes },
    states: ask('states', () => state, 'unknown'),
    is_state: ask('is_state', ([wanted]) => wanted === state, false),
    state_attr: ask('state_attr', ([key]) => attribute(key), null),
    is_state_attr: ask('is_state_attr', ([key, wanted]) => attribute(key) === wanted, false),
    has_value: ask('has_value', () => state !== 'unknown', false),
  };
}

/** The state as Home Assistant writes it: `on`, `21.5`, `heat`, `unknown`. */
function stateText(before: State): string {
  const value: Value | undefined =
    before['value'] ?? before['state'] ?? before['on'] ?? before['mode'] ?? before['event_type'];
  if (value === undefined || value === null) return 'unknown';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}
