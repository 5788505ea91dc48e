import { appliance, type Change, from, progress } from '../devices/appliance.ts';
import { type Device, type Memory, readNumber, round } from '../devices/device.ts';
import { type Described, QUANTITIES } from '../devices/discovery.ts';
import { battery } from '../devices/motion.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

const TRAVEL_MS = 6_000;
/** Of the open tap. */
const LITRES_PER_MINUTE = 14;

/** A motor valve in the garden: waters at dawn on warm days; how much flows follows its position. */
export function irrigation({ house, ...of }: Described & { readonly house: House }): Device {
  const { clock, weather } = house;
  const watering = flag(clock, (day) => {
    const start = clock.at(day, 5.5);
    const isThirsty = weather.temperature(start) > 11 && weather.rain(start) === 0;
    return isThirsty ? [{ from: start, to: clock.at(day, 5.9) }] : [];
  });
  const moveTo = (target: number, memory: Memory, t: number): Change => ({
    from: positionAt(memory, t),
    target,
    startedAt: t,
  });
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      valve: {
        platform: 'valve',
        name: null,
        device_class: 'water',
        reports_position: true,
        state_topic: state,
        command_topic: command('valve'),
        payload_stop: 'STOP',
      },
      flow: {
        platform: 'sensor',
        name: 'Flow',
        device_class: 'volume_flow_rate',
        unit_of_measurement: 'L/min',
        state_class: 'measurement',
        state_topic: state,
        value_template: from('flow'),
      },
      battery: {
        platform: 'sensor',
        ...QUANTITIES.battery,
        state_topic: state,
        value_template: from('battery'),
      },
    }),
    state(t, memory) {
      const position = positionAt(memory, t);
      const target = Number(memory.target);
      const moving = target > position ? { state: 'opening' } : { state: 'closing' };
      return {
        ...(position === target ? {} : moving),
        position: round(position),
        flow: round((LITRES_PER_MINUTE * position) / 100, 1),
        battery: battery(house, t + 4e9),
      };
    },
    commands: {
      valve(payload, memory, t) {
        if (payload === 'STOP') return moveTo(positionAt(memory, t), memory, t);
        const target = readNumber(payload, 0, 100);
        return target === undefined ? null : moveTo(target, memory, t);
      },
    },
    settlesMs: [2_000, 4_000, TRAVEL_MS + 50],
    habit: (t) => {
      const position = watering.on(t) ? 100 : 0;
      return { from: position, target: position, startedAt: 0 };
    },
    edges: watering.edges,
  });
}

function positionAt({ from: start, target, startedAt }: Memory, t: number): number {
  const way = Number(target) - Number(start);
  return way === 0
    ? Number(target)
    : Number(start) + way * progress(startedAt, t, (Math.abs(way) / 100) * TRAVEL_MS);
}
