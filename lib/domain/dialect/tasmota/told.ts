import type { Publish } from '../message.ts';
import type { Wiring } from './wiring.ts';

/** A command with its argument, as a message. */
export const told = (
  wiring: Pick<Wiring, 'cmnd'>,
  command: string,
  argument: string | number,
): Publish => ({
  topic: `${wiring.cmnd}${command}`,
  payload: String(argument),
  qos: 0,
  retain: false,
});
