import { namesQuantity } from '../infer/infer.ts';
import type { SenmlRecord } from './records.ts';

/** Which device a record is of, and what it calls its value. */
export type SenmlName = {
  /** What the device is known by: its name in the world, or the topic it speaks on. */
  readonly id: string;
  readonly device: string;
  readonly name: string;
};

/** A base name says which device it is, and what follows it the value. */
const SEPARATORS = /[:/._-]+$/;
const LAST_PART = /^(.*)[:/]([^:/]+)$/;

/**
 * Device and value of a record. Without a base name the last part of the name is the value if it
 * names a quantity (`urn:dev:mac:0024befffe804ff1/temperature`); a plain word is a value of the
 * topic's own device.
 */
export function senmlName(
  { baseName, fullName }: Pick<SenmlRecord, 'baseName' | 'fullName'>,
  topic: string,
): SenmlName {
  const name = fullName.slice(baseName.length).replace(/^[:/._-]+/, '');
  const own = (device: string, value: string): SenmlName => ({ id: device, device, name: value });
  if (baseName !== '') return own(baseName.replace(SEPARATORS, ''), name || 'value');
  const [, device, last] = LAST_PART.exec(fullName) ?? [];
  if (device && last && namesQuantity(last)) return own(device, last);
  if (/[:/]/.test(fullName)) return own(fullName, 'value');
  const level = topic.split('/').findLast((one) => one !== '') ?? topic;
  return { id: `topic/${topic}`, device: level, name: fullName };
}
