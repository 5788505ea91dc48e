import type { Publish } from '../message.ts';

/**
 * What Home Assistant says when it is ready (conventions §1.6): publishers that do not retain their
 * configurations repeat them then. It makes the sender look like Home Assistant, so it is a setting.
 */
export const birthMessage = (prefix: string): Publish => ({
  topic: `${prefix}/status`,
  payload: 'online',
  qos: 0,
  retain: false,
});
