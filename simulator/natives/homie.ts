import {
  type Device,
  device,
  type Memory,
  readNumber,
  retained,
  round,
  type Say,
} from '../devices/device.ts';
import type { House } from '../house/house.ts';

type Options = { readonly id: string; readonly house: House };

/** A heat pump's gateway that speaks Homie 4: attributes on topics of their own. */
export function homieFour({ id, house }: Options): Device {
  const base = `homie/${id}`;
  const flow = (t: number) => round(42 - house.weather.temperature(t) * 0.6, 1);
  const described = (
    node: string,
    property: string,
    attributes: Readonly<Record<string, string>>,
  ) =>
    Object.entries(attributes).map(
      ([key, value]): Say => retained(`${base}/${node}/${property}/$${key}`, value),
    );
  return device({
    id: `homie-${id}`,
    will: retained(`${base}/$state`, 'lost'),
    hello: [
      retained(`${base}/$homie`, '4.0.0'),
      retained(`${base}/$name`, 'Heat pump'),
      retained(`${base}/$state`, 'init'),
      retained(`${base}/$nodes`, 'circuit'),
      retained(`${base}/$extensions`, ''),
      retained(`${base}/circuit/$name`, 'Heating circuit'),
      retained(`${base}/circuit/$type`, 'Heating'),
      retained(`${base}/circuit/$properties`, 'flow,mode,curve,boost'),
      ...described('circuit', 'flow', {
        name: 'Flow temperature',
        datatype: 'float',
        unit: '°C',
        settable: 'false',
      }),
      ...described('circuit', 'mode', {
        name: 'Mode',
        datatype: 'enum',
        format: 'off,auto,comfort,eco',
        settable: 'true',
      }),
      ...described('circuit', 'curve', {
        name: 'Heating curve',
        datatype: 'float',
        format: '0.2:2',
        settable: 'true',
      }),
      ...described('circuit', 'boost', { name: 'Boost', datatype: 'boolean', settable: 'true' }),
      retained(`${base}/$state`, 'ready'),
    ],
    listens: ['mode', 'curve', 'boost'].map((property) => `${base}/circuit/${property}/set`),
    everyMs: 60_000,
    pastEveryMs: null,
    answersAfterMs: 100,
    habit: () => ({ mode: 'auto', curve: 0.8, boost: false }),
    report: (t, { mode, curve, boost }) => [
      retained(`${base}/circuit/flow`, String(flow(t))),
      retained(`${base}/circuit/mode`, String(mode)),
      retained(`${base}/circuit/curve`, String(curve)),
      retained(`${base}/circuit/boost`, String(boost)),
    ],
    hear(memory, topic, payload) {
      const change = circuitChange(topic, payload);
      return change && { memory: { ...memory, ...change }, againAfterMs: [] };
    },
  });
}

function circuitChange(topic: string, payload: string): Memory | null {
  if (topic.includes('/mode/')) {
    return ['off', 'auto', 'comfort', 'eco'].includes(payload) ? { mode: payload } : null;
  }
  if (topic.includes('/boost/')) {
    return payload === 'true' || payload === 'false' ? { boost: payload === 'true' } : null;
  }
  const curve = readNumber(payload, 0.2, 2);
  return curve === undefined ? null : { curve: round(curve, 2) };
}

const MOODS = ['calm', 'focus', 'party'];

/** A mood lamp that speaks Homie 5: one JSON description, a colour, and a diary of its sensors. */
export function homieFive({ id, house }: Options): Device {
  const base = `homie/5/${id}`;
  return device({
    id: `homie5-${id}`,
    will: retained(`${base}/$state`, 'lost'),
    hello: [
      retained(`${base}/$state`, 'init'),
      retained(`${base}/$description`, {
        homie: '5.0',
        version: 3,
        name: 'Mood lamp',
        nodes: {
          lamp: {
            name: 'Lamp',
            properties: {
              power: { name: 'Power', datatype: 'boolean', settable: true },
              color: { name: 'Colour', datatype: 'color', format: 'rgb', settable: true },
              mood: { name: 'Mood', datatype: 'enum', format: MOODS.join(','), settable: true },
            },
          },
          sensors: {
            name: 'Sensors',
            properties: {
              noise: { name: 'Noise', datatype: 'integer', unit: 'dB' },
              spectrum: { name: 'Spectrum', datatype: 'json' },
            },
          },
        },
      }),
      retained(`${base}/$state`, 'ready'),
    ],
    listens: ['power', 'color', 'mood'].map((property) => `${base}/lamp/${property}/set`),
    everyMs: 2 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 60,
    habit: () => ({ power: false, color: 'rgb,255,120,40', mood: 'calm' }),
    report: (t, { power, color, mood }) => {
      const noise = house.awakeIn('Study').on(t) ? 44 : 31;
      return [
        retained(`${base}/lamp/power`, String(power)),
        retained(`${base}/lamp/color`, String(color)),
        retained(`${base}/lamp/mood`, String(mood)),
        retained(`${base}/sensors/noise`, String(noise)),
        retained(`${base}/sensors/spectrum`, { low: noise - 6, mid: noise, high: noise - 11 }),
      ];
    },
    hear(memory, topic, payload) {
      const change = moodChange(topic, payload);
      return change && { memory: { ...memory, ...change }, againAfterMs: [] };
    },
  });
}

function moodChange(topic: string, payload: string): Memory | null {
  if (topic.includes('/power/')) {
    return payload === 'true' || payload === 'false' ? { power: payload === 'true' } : null;
  }
  if (topic.includes('/mood/')) return MOODS.includes(payload) ? { mood: payload } : null;
  return /^rgb(,\d{1,3}){3}$/.test(payload) ? { color: payload } : null;
}
