import type { Expose, Scalar } from './expose.ts';

/** Words for yes and no of devices that do not keep to the words they announced. */
const YES = new Set([
  'on',
  'true',
  '1',
  'yes',
  'lock',
  'locked',
  'enable',
  'enabled',
  'open',
  'detected',
]);
const NO = new Set([
  ...['off', 'false', '0', 'no', 'unlock', 'unlocked', 'disable', 'disabled', 'close', 'closed'],
  ...['clear', 'none', 'normal'],
]);

/**
 * Is it on? null: the device does not know; undefined: not understood. The announced words come
 * first, for some mean the opposite of what they say (`contact: false` is open).
 */
export function isOn(
  value: unknown,
  expose: Pick<Expose, 'valueOn' | 'valueOff'>,
): boolean | null | undefined {
  if (value === null) return null;
  if (typeof value === 'object' || value === undefined) return undefined;
  const word = normal(value as Scalar);
  if (word === '') return null;
  if (expose.valueOn !== null && word === normal(expose.valueOn)) return true;
  if (expose.valueOff !== null && word === normal(expose.valueOff)) return false;
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

/** What to say for on and off. */
export const wordFor = (expose: Pick<Expose, 'valueOn' | 'valueOff'>, on: boolean): Scalar =>
  on ? (expose.valueOn ?? 'ON') : (expose.valueOff ?? 'OFF');

const normal = (value: Scalar) => String(value).trim().toLowerCase();
