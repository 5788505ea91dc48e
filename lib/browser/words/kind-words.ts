import { readable } from './words.ts';

/** What somebody who makes a device calls its kind. */
const WORDS: Readonly<Record<string, string>> = {
  sensor: 'Reading: a number or a text',
  binary_sensor: 'Sensor with two states: door, motion, leak',
  switch: 'Switch or socket',
  light: 'Light',
  button: 'Button: something that is set off',
  number: 'Number that can be set',
  select: 'Choice of several',
  text: 'Text that can be set',
  cover: 'Blind, shutter or garage door',
  climate: 'Heating or air conditioning',
  alarm_control_panel: 'Alarm panel',
  device_tracker: 'Presence or place of something',
  event: 'Event: a remote, a doorbell',
  notify: 'Receiver of messages',
  update: 'Firmware update',
  vacuum: 'Vacuum cleaner',
};

/** A kind of entity, for those who choose one. */
export const kindWords = (kind: string): string =>
  (Object.hasOwn(WORDS, kind) ? WORDS[kind] : undefined) ?? readable(kind);
