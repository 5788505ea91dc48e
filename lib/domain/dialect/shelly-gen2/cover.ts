import { coverToggle } from '../../command/cover-toggle.ts';
import { unsupported } from '../../command/refused.ts';
import type { Value } from '../../entity/entity.ts';
import { CONDITION, ELECTRICITY } from './measured.ts';
import { type Call, type ComponentType, type Fields, numberOrNull, type Part } from './part.ts';

const MOVING = new Set(['opening', 'closing', 'open', 'closed']);
const BASIC = ['open', 'close', 'stop', 'toggle'];

/**
 * The state in the product's words. Stopped on the way is open, unless it stopped at the very end;
 * while the device measures its travel nothing is known.
 */
function stateOf(status: Fields, position: number | null | undefined): Value | undefined {
  const told = status['state'];
  if (typeof told !== 'string') return undefined;
  if (MOVING.has(told)) return told;
  if (told !== 'stopped') return null;
  if (position === 0) return 'closed';
  return typeof position === 'number' ? 'open' : 'stopped';
}

const position = (status: Fields) => numberOrNull(status['current_pos']);
const tilt = (status: Fields) => numberOrNull(status['slat_pos']);

const cover: Part = {
  key: '',
  kind: 'cover',
  name: (component) => component,
  capabilities: (features) => ({
    commands: [
      ...BASIC,
      ...(features.includes('position') ? ['set_position'] : []),
      ...(features.includes('tilt') ? ['open_tilt', 'close_tilt', 'set_tilt'] : []),
    ],
  }),
  // A cover that was never calibrated says `pos_control: false` and goes to no position.
  features: (status) => [
    ...(status['pos_control'] === false ? ['-position'] : []),
    ...(typeof status['current_pos'] === 'number' && status['pos_control'] !== false
      ? ['position']
      : []),
    ...(typeof status['slat_pos'] === 'number' ? ['tilt'] : []),
  ],
  isIn: (status) =>
    typeof status['state'] === 'string' ||
    position(status) !== undefined ||
    tilt(status) !== undefined,
  read(status, { before }) {
    const now = position(status);
    const slats = tilt(status);
    const place = now === undefined ? before['position'] : now;
    const state = stateOf(status, typeof place === 'number' ? place : null);
    return {
      ...(state === undefined ? {} : { state }),
      ...(now === undefined ? {} : { position: now }),
      ...(slats === undefined ? {} : { tilt: slats }),
    };
  },
  call(command, { id, before }) {
    const wish = command.command === 'toggle' ? coverToggle(before) : command.command;
    const goTo = (params: Fields, target: Call['target']): Call => ({
      method: 'Cover.GoToPosition',
      params: { id, ...params },
      target,
    });
    switch (wish) {
      case 'open':
        return { method: 'Cover.Open', params: { id }, target: { state: 'open' } };
      case 'close':
        return { method: 'Cover.Close', params: { id }, target: { state: 'closed' } };
      case 'stop':
        return { method: 'Cover.Stop', params: { id }, target: {} };
      case 'set_position': {
        const pos = Math.round(Number(command['position']));
        return goTo({ pos }, { position: pos });
      }
      case 'open_tilt':
        return goTo({ slat_pos: 100 }, { tilt: 100 });
      case 'close_tilt':
        return goTo({ slat_pos: 0 }, { tilt: 0 });
      case 'set_tilt': {
        const slats = Math.round(Number(command['tilt']));
        return goTo({ slat_pos: slats }, { tilt: slats });
      }
      default:
        return unsupported(command.command);
    }
  },
};

export const COVER: ComponentType = {
  label: 'Cover',
  parts: [cover, ...ELECTRICITY, ...CONDITION],
};
