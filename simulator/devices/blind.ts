import { MINUTE } from '../house/clock.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';
import { type Device, device, type Heard, type Memory, readNumber, retained } from './device.ts';
import { announce, type Described } from './discovery.ts';

type Options = Described & { readonly house: House };

/** From open to closed. */
const TRAVEL_MS = 22_000;

/** A roller blind: `cover` with a position, and the position as a plain sensor. */
export function blind({ house, ...of }: Options): Device {
  const base = `covers/${of.id}`;
  const shared = { availability_topic: `${base}/status` };
  // Down for the night, up when somebody gets up.
  const down = flag(house.clock, (day) => [
    { from: house.clock.at(day, 21.8), to: house.clock.at(day + 1, 7.4) },
  ]);
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'cover', 'blind', {
        ...shared,
        name: null,
        device_class: 'blind',
        command_topic: `${base}/set`,
        state_topic: `${base}/state`,
        position_topic: `${base}/position`,
        set_position_topic: `${base}/position/set`,
      }),
      announce(of, 'sensor', 'position', {
        ...shared,
        name: 'Position',
        unit_of_measurement: '%',
        state_class: 'measurement',
        icon: 'mdi:blinds',
        state_topic: `${base}/position`,
      }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/set`, `${base}/position/set`],
    everyMs: MINUTE,
    pastEveryMs: 60 * MINUTE,
    answersAfterMs: 100,
    habit: (t) => still(down.on(t) ? 0 : 100),
    edges: down.edges,
    report: (t, memory) => [
      retained(`${base}/state`, stateAt(memory, t)),
      retained(`${base}/position`, String(Math.round(positionAt(memory, t)))),
    ],
    hear(memory, topic, payload, t) {
      const here = positionAt(memory, t);
      if (topic.endsWith('/position/set')) {
        const target = readNumber(payload, 0, 100);
        return target === undefined ? null : move(here, target, t);
      }
      if (payload === 'OPEN') return move(here, 100, t);
      if (payload === 'CLOSE') return move(here, 0, t);
      return payload === 'STOP' ? { memory: still(here), againAfterMs: [] } : null;
    },
  });
}

const still = (position: number): Memory => ({ from: position, target: position, startedAt: 0 });

function move(from: number, target: number, t: number): Heard {
  const wholeMs = (Math.abs(target - from) / 100) * TRAVEL_MS;
  const steps = Array.from({ length: Math.floor(wholeMs / 2000) }, (_, i) => (i + 1) * 2000);
  return { memory: { from, target, startedAt: t }, againAfterMs: [...steps, wholeMs + 50] };
}

function positionAt(memory: Memory, t: number): number {
  const [from, target, startedAt] = [memory.from, memory.target, memory.startedAt].map(Number);
  if (from === undefined || target === undefined || startedAt === undefined) return 0;
  const travelled = ((t - startedAt) / TRAVEL_MS) * 100;
  return Math.abs(target - from) <= travelled
    ? target
    : from + Math.sign(target - from) * travelled;
}

function stateAt(memory: Memory, t: number): string {
  const here = positionAt(memory, t);
  const target = Number(memory.target);
  if (here !== target) return target > here ? 'opening' : 'closing';
  return here === 0 ? 'closed' : 'open';
}
