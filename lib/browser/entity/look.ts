import type { EntityKind, State } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';
import { activityOf } from '../words/climate-words.ts';
import { isOn, percentOf, textOf } from '../words/words.ts';
import { hsOf, ownColour } from './lamp-colour.ts';
import { updateState } from './update-state.ts';

/** The hue that says what being on means; `own` is a lamp's own colour. */
export type Tone =
  | 'lamp'
  | 'heat'
  | 'cool'
  | 'cover'
  | 'energy'
  | 'presence'
  | 'scene'
  | 'danger'
  | 'own';

const ALARMS = new Set([
  'smoke',
  'gas',
  'carbon_monoxide',
  'moisture',
  'safety',
  'tamper',
  'problem',
  'battery',
]);
const PRESENCE = new Set([
  'motion',
  'occupancy',
  'presence',
  'moving',
  'vibration',
  'sound',
  'door',
  'window',
  'opening',
  'garage_door',
  'lock',
]);

const BY_KIND: Readonly<Partial<Record<EntityKind, Tone>>> = {
  light: 'lamp',
  switch: 'energy',
  climate: 'heat',
  water_heater: 'heat',
  cover: 'cover',
  valve: 'cool',
  fan: 'cool',
  humidifier: 'cool',
  lock: 'presence',
  device_tracker: 'presence',
  scene: 'scene',
  button: 'scene',
  siren: 'danger',
  update: 'cool',
};

const COOLING = new Set(['cooling', 'drying', 'fan']);
const ALARMED = new Set(['triggered', 'pending', 'jammed', 'error']);

/** The hue of an entity that is on. */
export function toneOf({ entity, shown }: EntityView): Tone {
  const { kind, deviceClass } = entity;
  if (kind === 'light' || kind === 'color') return ownColour(shown) === null ? 'lamp' : 'own';
  if (kind === 'binary_sensor' && deviceClass !== null) {
    if (ALARMS.has(deviceClass)) return 'danger';
    if (PRESENCE.has(deviceClass)) return 'presence';
    if (deviceClass === 'heat') return 'heat';
    if (deviceClass === 'cold') return 'cool';
    if (deviceClass === 'light') return 'lamp';
  }
  if (kind === 'climate') {
    const action = activityOf(shown);
    const cools = action === null ? isCoolMode(shown) : COOLING.has(action);
    return cools ? 'cool' : 'heat';
  }
  if (ALARMED.has(textOf(shown, 'state') ?? '')) return 'danger';
  return BY_KIND[kind] ?? 'energy';
}

const isCoolMode = ({ mode }: State) => mode === 'cool' || mode === 'dry' || mode === 'fan_only';

/** States of kinds that say what they do in one word, in which they are on. */
const ON_STATES: Readonly<Partial<Record<EntityKind, readonly string[]>>> = {
  lock: ['unlocked', 'unlocking', 'open', 'opening', 'jammed'],
  vacuum: ['cleaning', 'returning', 'error'],
  lawn_mower: ['mowing', 'returning', 'error'],
  device_tracker: ['home'],
};

/**
 * Whether the entity is on, open, armed, cleaning: whether its disc is in colour. A quiet home is a
 * quiet screen, so closed, locked, docked and up to date are off; what only tells is never on.
 */
export function isActive({ entity, pending }: EntityView, state: State): boolean {
  switch (entity.kind) {
    case 'button':
    case 'scene':
      // Pressed a moment ago: there is no other sign of it.
      return pending?.phase === 'sent' || pending?.phase === 'acknowledged';
    case 'cover':
    case 'valve':
      return isOpen(state);
    case 'climate':
    case 'water_heater': {
      const mode = textOf(state, 'mode');
      return mode === null ? activityOf(state) !== null : mode !== 'off';
    }
    case 'alarm_control_panel': {
      const panel = textOf(state, 'state');
      return panel !== null && panel !== 'disarmed' && panel !== 'disarming';
    }
    case 'update': {
      const { isAvailable, installing } = updateState(state);
      return isAvailable || installing;
    }
    case 'color':
      return hsOf(state) !== null;
    case 'light':
    case 'switch':
    case 'binary_sensor':
    case 'fan':
    case 'humidifier':
    case 'siren':
      return isOn(state) === true;
    default:
      return (ON_STATES[entity.kind] ?? []).includes(textOf(state, 'state') ?? '');
  }
}

/** Whether a cover or valve lets anything through, or is about to. */
export function isOpen(state: State): boolean {
  const said = textOf(state, 'state');
  if (said === 'open' || said === 'opening' || said === 'closing') return true;
  if (said === 'closed') return false;
  return (percentOf(state, 'position') ?? 0) > 0;
}

/** How much of the tile is filled, 0–1: the level of what has one, all of what is merely on. */
export function fillOf(view: EntityView): number {
  const { state, entity, available } = view;
  if (!available || !isActive(view, state)) return 0;
  switch (entity.kind) {
    case 'light':
      return share(percentOf(state, 'brightness'));
    case 'fan':
      return share(percentOf(state, 'percentage'));
    case 'valve':
      return share(percentOf(state, 'position'));
    case 'cover':
      // Hangs down from the top: what is still closed.
      return 1 - share(percentOf(state, 'position'), 0);
    case 'color':
      // A sample, not something that is on.
      return 0;
    case 'update':
      return share(updateState(state).percent, 0);
    case 'climate':
    case 'water_heater':
      // In its mode, but resting: the disc says that it is on, no wash says that nothing happens.
      return textOf(state, 'action') === null || activityOf(state) !== null ? 1 : 0;
    default:
      return 1;
  }
}

const share = (percent: number | null, unknown = 1) => (percent === null ? unknown : percent / 100);

/** Whether a light takes a level. */
export const isDimmable = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).some((mode) => mode !== 'onoff');

/** Whether a light takes a colour. */
export const isColoured = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).some((mode) =>
    ['hs', 'xy', 'rgb', 'rgbw', 'rgbww'].includes(mode),
  );

/** Whether a light takes a colour temperature. */
export const isTunable = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).includes('color_temp');

/** Whether a light has a mode of plain white, which is dimmed on its own. */
export const hasWhiteMode = ({ entity }: EntityView): boolean =>
  (entity.capabilities.colorModes ?? []).includes('white');
