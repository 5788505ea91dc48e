import { readNumber, round } from '../devices/device.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';
import { choice, numeric, type Values } from './exposes.ts';
import { type Node, node } from './node.ts';

const TRAVEL_MS = 16_000;

/** A shutter: OPEN, CLOSE, STOP or a position, and it takes its time. Down in the heat of the day. */
export function shutter(house: House, ieee: string, name: string): Node {
  const shade = flag(house.clock, (day) => {
    const noon = house.clock.at(day, 12);
    const isHot = house.weather.temperature(noon) > 24;
    return isHot ? [{ from: noon, to: house.clock.at(day, 17) }] : [];
  });
  const moveTo = (set: Values, target: number, t: number): Values => ({
    from: positionAt(set, t),
    target,
    startedAt: t,
  });
  return node({
    ieee,
    name,
    vendor: 'Bosch',
    model: 'BMCT-SLZ',
    description: 'Light/shutter control unit II',
    exposes: [
      {
        type: 'cover',
        features: [
          choice('state', ['OPEN', 'CLOSE', 'STOP'], { access: 3 }),
          numeric('position', '%', { access: 7, value_min: 0, value_max: 100 }),
        ],
      },
      choice('motor_state', ['stopped', 'opening', 'closing'], { access: 1 }),
    ],
    habit: (t) => {
      const position = shade.on(t) ? 30 : 100;
      return { from: position, target: position, startedAt: 0 };
    },
    obey(set, fields, t) {
      if (fields.state === 'STOP') return moveTo(set, positionAt(set, t), t);
      if (fields.state === 'OPEN') return moveTo(set, 100, t);
      if (fields.state === 'CLOSE') return moveTo(set, 0, t);
      const target = readNumber(fields.position, 0, 100);
      return target === undefined ? null : moveTo(set, target, t);
    },
    settlesMs: [4_000, 8_000, 12_000, TRAVEL_MS + 50],
    sense(t, set) {
      const position = positionAt(set, t);
      const target = Number(set.target);
      return {
        position: round(position),
        state: position === 0 ? 'CLOSE' : 'OPEN',
        motor_state: position === target ? 'stopped' : target > position ? 'opening' : 'closing',
      };
    },
    edges: shade.edges,
  });
}

function positionAt({ from, target, startedAt }: Values, t: number): number {
  const way = Number(target) - Number(from);
  const wholeMs = (Math.abs(way) / 100) * TRAVEL_MS;
  const share = wholeMs === 0 ? 1 : Math.min(1, Math.max(0, (t - Number(startedAt)) / wholeMs));
  return Number(from) + way * share;
}
