import { appliance, type Change, chooses, from, progress } from '../devices/appliance.ts';
import { type Device, type Memory, round } from '../devices/device.ts';
import { type Described, QUANTITIES } from '../devices/discovery.ts';
import { MINUTE } from '../house/clock.ts';

const SPEEDS = ['low', 'medium', 'high', 'max'];
const ROUND_MS = 50 * MINUTE;
const SPOT_MS = 3 * MINUTE;
const WAY_HOME_MS = 15_000;

/** A robot vacuum: it cleans for most of an hour on a battery, drives home and charges. */
export function robotVacuum(of: Described): Device {
  const doing = (state: string) => (memory: Memory, t: number) => ({
    state,
    battery: batteryAt(t, memory),
  });
  const orders: Readonly<Record<string, (memory: Memory, t: number) => Memory>> = {
    start: doing('cleaning'),
    pause: doing('paused'),
    stop: doing('idle'),
    return_to_base: doing('returning'),
    clean_spot: doing('spot'),
    // It beeps, and goes on with what it does.
    locate: ({ changedAt = 0 }) => ({ changedAt }),
  };
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      vacuum: {
        platform: 'vacuum',
        name: null,
        supported_features: [
          ...['start', 'pause', 'stop', 'return_home', 'fan_speed', 'clean_spot', 'locate'],
          ...['battery', 'status', 'send_command'],
        ],
        state_topic: state,
        command_topic: command('order'),
        set_fan_speed_topic: command('fan_speed'),
        send_command_topic: command('custom'),
        fan_speed_list: SPEEDS,
      },
      battery: {
        platform: 'sensor',
        ...QUANTITIES.battery,
        state_topic: state,
        value_template: from('battery_level'),
      },
    }),
    state: (t, memory) => ({
      state: stateAt(t, memory),
      fan_speed: memory.fan_speed,
      battery_level: round(batteryAt(t, memory)),
    }),
    commands: {
      order(payload, memory, t): Change {
        return Object.hasOwn(orders, payload) ? (orders[payload]?.(memory, t) ?? null) : null;
      },
      fan_speed: (payload, { changedAt = 0 }) => {
        const change = chooses('fan_speed', SPEEDS)(payload);
        return change && { ...change, changedAt };
      },
      custom: (_payload, { changedAt = 0 }) => ({ changedAt }),
    },
    settlesMs: [WAY_HOME_MS + 50, SPOT_MS + WAY_HOME_MS, ROUND_MS + WAY_HOME_MS],
    habit: () => ({ state: 'docked', fan_speed: 'medium', battery: 100 }),
  });
}

function stateAt(t: number, { state, changedAt }: Memory): string {
  const since = t - Number(changedAt);
  const done = state === 'cleaning' ? ROUND_MS : state === 'spot' ? SPOT_MS : 0;
  if (done > 0 && since < done) return 'cleaning';
  if (done > 0 || state === 'returning') return since < done + WAY_HOME_MS ? 'returning' : 'docked';
  return String(state);
}

/** Empties within two hours of work, is full after three in its dock. */
function batteryAt(t: number, memory: Memory): number {
  const level = Number(memory.battery ?? 100);
  const state = stateAt(t, memory);
  const share = progress(memory.changedAt, t, 180 * MINUTE);
  if (state === 'docked') return Math.min(100, level + 100 * share);
  return state === 'cleaning' ? Math.max(12, level - 150 * share) : level;
}
