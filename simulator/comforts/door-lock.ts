import { appliance, from, progress } from '../devices/appliance.ts';
import { type Device, readObject } from '../devices/device.ts';
import { type Described, QUANTITIES } from '../devices/discovery.ts';
import { battery } from '../devices/motion.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

/** The code that the door and the alarm of the simulated home take. */
export const CODE = '1234';

const TURN_MS = 1_800;

/** A motor lock on the front door: it turns for two seconds, and wants a code to open. */
export function doorLock({ house, ...of }: Described & { readonly house: House }): Device {
  // Locked for the night and while nobody is in.
  const night = flag(house.clock, (day) => [
    { from: house.clock.at(day, 22.6), to: house.clock.at(day + 1, 6.3) },
  ]);
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      lock: {
        platform: 'lock',
        name: null,
        state_topic: state,
        value_template: from('state'),
        command_topic: command('bolt'),
        command_template: '{"action":"{{ value }}","code":"{{ code }}"}',
        code_format: '^\\d{4}$',
        payload_open: 'OPEN',
      },
      battery: {
        platform: 'sensor',
        ...QUANTITIES.battery,
        state_topic: state,
        value_template: from('battery'),
      },
    }),
    state(t, { state, changedAt }) {
      const isTurning = progress(changedAt, t, TURN_MS) < 1;
      const turning = state === 'LOCKED' ? 'LOCKING' : 'UNLOCKING';
      return { state: isTurning ? turning : state, battery: battery(house, t) };
    },
    commands: {
      bolt(payload) {
        const call = readObject(payload);
        if (call?.code !== CODE) return null;
        if (call.action === 'LOCK') return { state: 'LOCKED' };
        return call.action === 'UNLOCK' || call.action === 'OPEN' ? { state: 'UNLOCKED' } : null;
      },
    },
    settlesMs: [TURN_MS + 50],
    habit: (t) => ({ state: night.on(t) ? 'LOCKED' : 'UNLOCKED' }),
    edges: night.edges,
  });
}
