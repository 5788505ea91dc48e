import { appliance, type Change, from, progress } from '../devices/appliance.ts';
import { type Device, type Memory, readNumber, round } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

const TRAVEL_MS = 18_000;
const REPORTS_MS = [3_000, 6_000, 9_000, 12_000, 15_000, TRAVEL_MS + 50];

/** A venetian blind: `cover` with a position and slats that turn. Down at night, slats open by day. */
export function venetianBlind({ house, ...of }: Described & { readonly house: House }): Device {
  const down = flag(house.clock, (day) => [
    { from: house.clock.at(day, 21.4), to: house.clock.at(day + 1, 7.1) },
  ]);
  const moveTo = (target: number, memory: Memory, t: number): Change => ({
    from: positionAt(memory, t),
    target,
    startedAt: t,
  });
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      blind: {
        platform: 'cover',
        name: null,
        device_class: 'blind',
        state_topic: state,
        value_template: from('state'),
        position_topic: state,
        position_template: from('position'),
        tilt_status_topic: state,
        tilt_status_template: from('tilt'),
        command_topic: command('move'),
        set_position_topic: command('position'),
        tilt_command_topic: command('tilt'),
      },
    }),
    state: (t, memory) => {
      const position = positionAt(memory, t);
      const target = Number(memory.target);
      const still = position === 0 ? 'closed' : 'open';
      const state = position === target ? still : target > position ? 'opening' : 'closing';
      return { state, position: round(position), tilt: memory.tilt };
    },
    commands: {
      move(payload, memory, t) {
        if (payload === 'OPEN') return moveTo(100, memory, t);
        if (payload === 'CLOSE') return moveTo(0, memory, t);
        return payload === 'STOP' ? moveTo(positionAt(memory, t), memory, t) : null;
      },
      position(payload, memory, t) {
        const target = readNumber(payload, 0, 100);
        return target === undefined ? null : moveTo(target, memory, t);
      },
      tilt(payload, memory) {
        // Slats turn too fast to be stopped.
        if (payload === 'stop') return { tilt: memory.tilt ?? 0 };
        const tilt = readNumber(payload, 0, 100);
        return tilt === undefined ? null : { tilt: round(tilt) };
      },
    },
    settlesMs: REPORTS_MS,
    habit: (t) => {
      const position = down.on(t) ? 0 : 100;
      return { from: position, target: position, startedAt: 0, tilt: down.on(t) ? 0 : 60 };
    },
    edges: down.edges,
  });
}

function positionAt(memory: Memory, t: number): number {
  const [start, target] = [Number(memory.from), Number(memory.target)];
  const wholeMs = (Math.abs(target - start) / 100) * TRAVEL_MS;
  const share = wholeMs === 0 ? 1 : progress(memory.startedAt, t, wholeMs);
  return start + (target - start) * share;
}
