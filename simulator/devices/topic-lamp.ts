import { MINUTE } from '../house/clock.ts';
import type { Flag } from '../house/flag.ts';
import { type Device, device, type Memory, readNumber, retained, type Say } from './device.ts';
import { announce, type Described } from './discovery.ts';

type Options = Described & {
  readonly lit: Flag;
  readonly can: 'onoff' | 'brightness' | 'hs';
  /** How long it takes to do as it is told; null: it never does. */
  readonly answersAfterMs: number | null;
};

/** A lamp of Home Assistant's default light schema: one topic for each of its values. */
export function topicLamp({ lit, can, answersAfterMs, ...of }: Options): Device {
  const base = `light/${of.id}`;
  const says = (memory: Memory): readonly Say[] => [
    retained(`${base}/state`, memory.on ? 'ON' : 'OFF'),
    ...(can === 'onoff' ? [] : [retained(`${base}/brightness`, String(memory.brightness))]),
    ...(can === 'hs' ? [retained(`${base}/hs`, String(memory.hs))] : []),
  ];
  return device({
    id: of.id,
    will: retained(`${base}/availability`, 'offline'),
    hello: [
      announce(of, 'light', 'light', {
        name: null,
        state_topic: `${base}/state`,
        command_topic: `${base}/state/set`,
        availability_topic: `${base}/availability`,
        qos: 1,
        ...(can === 'onoff'
          ? {}
          : {
              brightness_state_topic: `${base}/brightness`,
              brightness_command_topic: `${base}/brightness/set`,
              brightness_scale: 100,
            }),
        ...(can === 'hs'
          ? { hs_state_topic: `${base}/hs`, hs_command_topic: `${base}/hs/set` }
          : {}),
      }),
      retained(`${base}/availability`, 'online'),
    ],
    listens: [`${base}/+/set`],
    everyMs: MINUTE,
    pastEveryMs: null,
    answersAfterMs,
    habit: (t) => ({ on: lit.on(t), brightness: 65, hs: '32,58' }),
    edges: lit.edges,
    report: (_t, memory) => says(memory),
    hear(memory, topic, payload) {
      const next = applied(memory, topic.slice(base.length + 1, -'/set'.length), payload);
      return next && { memory: next, againAfterMs: [] };
    },
  });
}

function applied(memory: Memory, part: string, payload: string): Memory | null {
  switch (part) {
    case 'state':
      return payload === 'ON' || payload === 'OFF' ? { ...memory, on: payload === 'ON' } : null;
    case 'brightness': {
      const brightness = readNumber(payload, 1, 100);
      return brightness === undefined ? null : { ...memory, brightness: Math.round(brightness) };
    }
    case 'hs': {
      const [hue, saturation] = payload.split(',');
      const h = readNumber(hue, 0, 360);
      const s = readNumber(saturation, 0, 100);
      return h === undefined || s === undefined ? null : { ...memory, hs: `${h},${s}` };
    }
    default:
      return null;
  }
}
