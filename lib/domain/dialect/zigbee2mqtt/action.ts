import { unsupported } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import type { Expose } from './expose.ts';
import { type Form, type Moment, state, type Values } from './form.ts';

const MAX_DETAILS = 12;

/**
 * What was pressed. Every live message that carries an action is one occurrence; what the broker
 * kept is none. An empty action only ends the one before (versions before 2.0).
 */
export function action({ property }: Pick<Expose, 'property'>): Form {
  return {
    properties: [property],
    read(values: Values, _before: State, moment: Moment): readonly Report[] {
      const value = values[property];
      if (!moment.live || typeof value !== 'string' || value === '') return [];
      return [...details(property, values, moment), state('event_type', value, moment)];
    },
    encode: (_entity, { command }) => unsupported(command),
  };
}

/** What came with it: `action_group`, `action_rate`, `action_user`, … */
function details(property: string, values: Values, moment: Moment): readonly Report[] {
  return Object.entries(values)
    .filter(([key, value]) => key.startsWith(`${property}_`) && typeof value !== 'object')
    .slice(0, MAX_DETAILS)
    .map(([key, value]) => state(key, value as string | number | boolean, moment));
}
