import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { Binding, Entity, State } from '../../entity/entity.ts';
import { isObject } from '../safe-json.ts';
import {
  bridgeOptions,
  bridgeRequest,
  MAX_JOIN_SECONDS,
  permitJoin,
  restartBridge,
} from './bridge-requests.ts';
import { numberOf, textOf } from './expose.ts';
import { type Form, misfit, state } from './form.ts';

const LAST_DATE_MS = 8.64e15;

/** One entity of the bridge itself; its binding says which: `what`, the bridge's `base`, and whether it speaks the old way. */
export function bridgeForm({ what, base, legacy }: Binding): Form | null {
  if (typeof base !== 'string') return null;
  switch (what) {
    case 'connection':
      return readOnly('state', (value, moment) => {
        const word = typeof value === 'string' ? value.toLowerCase() : value;
        if (word === 'online' || word === true) return [state('on', true, moment)];
        if (word === 'offline' || word === false) return [state('on', false, moment)];
        return [misfit('state', value, 'online or offline')];
      });
    case 'version':
      return readOnly('version', (value, moment) =>
        typeof value === 'string' ? [state('value', value, moment)] : [],
      );
    case 'coordinator_version':
      return readOnly('coordinator', (value, moment) => {
        const meta = isObject(value) ? value['meta'] : null;
        const revision = isObject(meta) ? textOf(meta['revision']) : null;
        return revision === null ? [] : [state('value', revision, moment)];
      });
    case 'network_map':
      // The map itself is large and for whoever asked for it; here it counts when it was drawn.
      return readOnly('data', (_value, moment) => [
        state('value', new Date(moment.at).toISOString(), moment),
      ]);
    case 'restart_required':
      return readOnly('restart_required', (value, moment) =>
        typeof value === 'boolean' ? [state('on', value, moment)] : [],
      );
    case 'join_end':
      return readOnly('permit_join_end', (value, moment) => {
        const time = value === null ? null : numberOf(value);
        const known = time !== null && Math.abs(time) <= LAST_DATE_MS;
        return [state('value', known ? new Date(time).toISOString() : null, moment)];
      });
    case 'permit_join':
      return {
        ...readOnly('permit_join', (value, moment) =>
          typeof value === 'boolean' ? [state('on', value, moment)] : [],
        ),
        encode: (_entity, command, before) => openNetwork(base, legacy === true, command, before),
      };
    case 'log_level':
      return {
        ...readOnly('log_level', (value, moment) => {
          const known = logLevels(legacy === true).find((level) => level === value);
          return [state('value', known ?? null, moment)];
        }),
        encode(_entity, command) {
          const level = String(command['option']);
          const options = { advanced: { log_level: level } };
          return { ok: true, messages: [bridgeOptions(base, options)], target: { value: level } };
        },
      };
    case 'restart':
      return {
        ...readOnly('', () => []),
        encode: () => ({ ok: true, messages: [restartBridge(base)], target: {} }),
      };
    case 'event':
      return events();
    default:
      return null;
  }
}

/** The levels of the log, which had other words before version 2. */
export const logLevels = (legacy: boolean): readonly string[] => [
  ...['error', legacy ? 'warn' : 'warning', 'info', 'debug'],
];

type Read = (value: unknown, moment: Parameters<Form['read']>[2]) => ReturnType<Form['read']>;

const readOnly = (property: string, read: Read): Form => ({
  properties: [property],
  read(values, _before, moment) {
    const value = values[property];
    return value === undefined ? [] : read(value, moment);
  },
  encode: (_entity: Entity, { command }: Command): Encoded => unsupported(command),
});

function openNetwork(base: string, legacy: boolean, command: Command, before: State): Encoded {
  const name = command.command;
  if (name !== 'turn_on' && name !== 'turn_off' && name !== 'toggle') return unsupported(name);
  const on = name === 'turn_on' || (name === 'toggle' && before['on'] !== true);
  const time = on ? MAX_JOIN_SECONDS : 0;
  // Versions before 2 want the answer as well as the time.
  const request = legacy
    ? bridgeRequest(base, 'permit_join', on ? { value: on, time } : { value: on })
    : permitJoin(base, time);
  return { ok: true, messages: [request], target: { on } };
}

/** Events of the network: who joined, who left. */
function events(): Form {
  return {
    ...readOnly('type', () => []),
    read(values, _before, moment) {
      const { type, data } = values;
      if (!moment.live || typeof type !== 'string' || type === '' || !isObject(data)) return [];
      const details = ['friendly_name', 'ieee_address', 'status'].flatMap((key) => {
        const value = data[key];
        return typeof value === 'string' ? [state(key, value, moment)] : [];
      });
      return [...details, state('event_type', type, moment)];
    },
  };
}
