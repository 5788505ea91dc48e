import type { Log } from './log.ts';

/**
 * Says why there is no connection to the broker, in one line that tells what to do, and once per
 * reason: the same line every second would drown the log.
 * @param url the broker's address; a password in it is not shown
 */
export function brokerTrouble(url: string, log: Log) {
  const { protocol, host } = new URL(url);
  let last = '';
  return {
    tell(error: Error & { code?: unknown }) {
      if (error.message === last) return;
      last = error.message;
      const advice = /not authorized|bad user ?name or password/i.test(error.message)
        ? 'check the user name and password in MQTT_URL'
        : 'is it running, and is MQTT_URL right?';
      log.warn(
        `The broker ${protocol}//${host} cannot be reached (${error.message || error.code}): ${advice} Trying again.`,
      );
    },
    /** The next trouble is news again. */
    over() {
      last = '';
    },
  };
}
