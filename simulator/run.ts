import type { Log } from '../lib/server/log.ts';
import type { Running } from '../lib/server/role.ts';
import { type Broker, plugIn } from './device-client.ts';
import { extraSensors } from './extra.ts';
import { devicesOf } from './flat.ts';
import { chanceOf } from './house/chance.ts';
import { createHouse } from './house/house.ts';

export type SimulatorOptions = Broker & {
  readonly seed: number;
  readonly timeZone: string;
  readonly log: Log;
  /** How many devices; the flat's own if absent. More than it has are filled up with sensors. */
  readonly devices?: number | undefined;
  /** Reports a second of all devices together; each at its own pace if absent. */
  readonly rate?: number | undefined;
};

export type Simulator = Running & {
  readonly devices: number;
  /** How many are connected now. */
  connected(): number;
};

/**
 * Plugs in the simulated home: every device is an MQTT client of its own, with its own last will.
 * Returns at once; the devices connect, and reconnect, by themselves.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, timeZone, log, rate } = options;
  const house = createHouse(seed, timeZone);
  const flat = devicesOf(house);
  const count = options.devices ?? flat.length;
  const devices = [...flat, ...extraSensors(house, count - flat.length)].slice(0, count);
  const chance = chanceOf(seed, 'phase');

  // One broken broker is one line in the log, not one for each device every two seconds.
  let complainedAt = 0;
  const complain = (error: Error) => {
    if (Date.now() - complainedAt < 30_000) return;
    complainedAt = Date.now();
    log.warn({ reason: error.message || error.name }, 'a simulated device cannot reach the broker');
  };
  const clients = devices.map((device, i) => {
    const everyMs = rate ? (1000 * devices.length) / rate : device.everyMs;
    return plugIn(device, options, everyMs, chance.roll(i) * everyMs, complain);
  });
  log.info({ devices: clients.length, seed }, 'simulated home is up');
  return {
    devices: clients.length,
    connected: () => clients.filter((client) => client.connected()).length,
    async stop() {
      await Promise.all(clients.map((client) => client.stop()));
    },
  };
}
