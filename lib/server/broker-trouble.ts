import type { MqttClient } from 'mqtt';
import type { Log } from './log.ts';

const HUNG_UP = 'it closed the connection without an answer';
/** How that looks when a word of ours is still on its way. */
const HUNG_UP_CODES: readonly unknown[] = ['ECONNRESET', 'EPIPE'];

/**
 * Says why there is no connection to the broker, in one line that tells what to do, and once per
 * reason: the same line every second would drown the log.
 * @param url the broker's address; a password in it is not shown
 */
export function brokerTrouble(url: string, log: Log) {
  const { protocol, host } = new URL(url);
  const told = new Set<string>();

  function tell(reason: string): void {
    if (told.has(reason)) return;
    told.add(reason);
    const advice = /not authorized|bad user ?name or password/i.test(reason)
      ? 'check the user name and password in MQTT_URL.'
      : 'is it running, and is MQTT_URL right?';
    log.warn(
      `The broker ${protocol}//${host} cannot be reached (${reason}): ${advice} Trying again.`,
    );
  }

  return {
    /** Tells what keeps this client from its broker, from now on. */
    watch(client: MqttClient): void {
      /** This attempt has come to something: a connection, or a reason. */
      let explained = false;
      client.on('reconnect', () => {
        explained = false;
      });
      client.on('connect', () => {
        explained = true;
        told.clear(); // the next trouble is news again
      });
      client.on('error', (error: Error & { code?: unknown }) => {
        explained = true;
        const { code, message, name } = error;
        tell(HUNG_UP_CODES.includes(code) ? HUNG_UP : message || String(code ?? name));
      });
      // MQTT.js keeps some reasons to itself, as when a web server answers instead of a broker.
      client.on('close', () => {
        if (!explained) tell(HUNG_UP);
      });
    },
  };
}
