import type { Capabilities } from '../../entity/entity.ts';
import type { EntityDescription } from '../dialect.ts';

type Parts = Partial<EntityDescription>;

type Settable = Parts & { readonly capabilities: Capabilities };

const SHARE: Settable = { capabilities: { min: 0, max: 1, step: 0.01 } };
const DEGREES: Settable = {
  unit: '°C',
  deviceClass: 'temperature',
  capabilities: { min: 4.5, max: 30.5, step: 0.5 },
};

/** Datapoints of Homematic that are set, and what may be set (device descriptions of the CCU). */
const SETTABLE: ReadonlyMap<string, Settable> = new Map([
  ['LEVEL', SHARE],
  ['LEVEL_2', SHARE],
  ['SET_TEMPERATURE', DEGREES],
  ['SETPOINT', DEGREES],
  ['SET_POINT_TEMPERATURE', DEGREES],
]);

/** Datapoints whose names tell less than the manual. */
const MEASURED: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  ['ENERGY_COUNTER', { unit: 'Wh', deviceClass: 'energy', stateClass: 'total_increasing' }],
  ['CURRENT', { unit: 'mA', deviceClass: 'current', stateClass: 'measurement' }],
  ['VALVE_STATE', { unit: '%', stateClass: 'measurement' }],
  ['BRIGHTNESS', { stateClass: 'measurement' }],
  ['UNREACH', { deviceClass: 'problem', category: 'diagnostic' }],
  ['STICKY_UNREACH', { deviceClass: 'problem', category: 'diagnostic' }],
  ['CONFIG_PENDING', { category: 'diagnostic' }],
  ['LOWBAT', { deviceClass: 'battery', category: 'diagnostic' }],
  ['LOW_BAT', { deviceClass: 'battery', category: 'diagnostic' }],
  ['ERROR', { category: 'diagnostic' }],
  ['WORKING', { category: 'diagnostic' }],
]);

/** `ACTUAL_TEMPERATURE`, `PRESS_SHORT`: the level after the device's in Homematic's topics. */
export const isDatapoint = (level: string): boolean => /^[A-Z][A-Z0-9_]+$/.test(level);

/** A button was pressed: `PRESS_SHORT`, `PRESS_LONG`, `PRESS_CONT` … */
export const isPress = (level: string): boolean => /^PRESS(?:_|$)/.test(level);

/** Limits (and class) of a number that may be set; null: nothing says that it may. */
export const settable = (level: string) => SETTABLE.get(level) ?? null;

/** What is known of a datapoint besides its name; {} if nothing. */
export const measured = (level: string): Parts => MEASURED.get(level) ?? {};
