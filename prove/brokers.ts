import { startMosquitto } from '../tests/support/mosquitto.ts';
import { startRabbitmq } from '../tests/support/rabbitmq.ts';
import { findProgram, lacks } from './programs.ts';

export const BROKERS = ['embedded', 'mosquitto', 'rabbitmq'] as const;
export type BrokerName = (typeof BROKERS)[number];

export type External = {
  /** With its login. */
  readonly url: string;
  stop(): Promise<void>;
};

/** Starts another broker as a person would set it up, on free ports and in a folder of its own. */
export async function startExternal(name: Exclude<BrokerName, 'embedded'>): Promise<External> {
  if (name === 'rabbitmq') return startRabbitmq();
  const mosquitto = await startMosquitto({ persistent: true });
  return { url: mosquitto.tcpUrl, stop: mosquitto.stop };
}

/** What keeps this machine from starting a broker; null: nothing. */
export function obstacleTo(name: BrokerName): string | null {
  if (name === 'mosquitto' && findProgram('mosquitto') === null) return lacks('mosquitto');
  if (name === 'rabbitmq' && findProgram('rabbitmq-server') === null)
    return lacks('rabbitmq-server');
  return null;
}
