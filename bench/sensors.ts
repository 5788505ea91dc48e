// The year of a typical home: what a hundred sensors say, without a device and the same each time.
import { chance } from './chance.ts';
import {
  battery,
  type Clock,
  type Course,
  counter,
  every,
  happening,
  light,
  load,
  oneOf,
  pairs,
  toggle,
  wander,
  wired,
  wireless,
} from './courses.ts';

export type SensorReading = { readonly at: number; readonly value: number | string | boolean };

export type Sensor = {
  /** Part of its entity's id. */
  readonly name: string;
  /** Sensors of one class behave alike. */
  readonly about: string;
  readonly unit: string | null;
  /** What it says from `from` to `to` (epoch ms), in order of time. */
  readings(from: number, to: number): Generator<SensorReading>;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Model = {
  readonly about: string;
  readonly count: number;
  readonly unit: string | null;
  /** As many as the device prints. */
  readonly decimals: number;
  readonly clock: Clock;
  readonly course: Course;
  readonly onChange: boolean;
};

const WASHING = ['idle', 'washing', 'rinsing', 'spinning', 'done'];
const PEOPLE = ['home', 'away', 'office', 'home'];

const minute = every(MINUTE, wireless);
const zigbee = happening(260);
const indoors = wander(21, 1.2, 0.8, 3 * HOUR, 0.04);
const damp = wander(50, 6, 4, 2 * HOUR, 0.1);
const air = wander(1013, 8, 0.5, 2 * DAY, 0.05);
const breath = wander(700, 150, 120, HOUR, 4);
const radio = wander(110, 12, 0, 6 * HOUR, 8);

/** Numbers: [class, how many, unit, decimals, when, what]. */
const MEASURING = [
  ['temperature, every 60 s', 18, '°C', 1, minute, indoors],
  ['humidity, every 60 s', 12, '%', 1, minute, damp],
  ['power, every 10 s', 10, 'W', 1, every(10 * SECOND, wired), load(0.1)],
  ['energy counter, every 60 s', 6, 'kWh', 3, every(MINUTE, wired), counter],
  ['pressure, every 60 s', 3, 'hPa', 1, minute, air],
  ['light, every 60 s', 4, 'lx', 0, minute, light],
  ['CO2, every 60 s', 4, 'ppm', 0, minute, breath],
  ['Zigbee temperature', 6, '°C', 2, zigbee, indoors],
  ['Zigbee humidity', 5, '%', 2, zigbee, damp],
  ['Zigbee link quality', 6, 'lqi', 0, zigbee, radio],
  ['battery', 8, '%', 0, every(HOUR, wireless), battery],
] as const satisfies readonly (readonly [string, number, string, number, Clock, Course])[];

/** On/off and texts: [class, how many, when, what]. */
const SWITCHING = [
  ['door contact', 7, pairs(12, (random) => 2000 + random.exponential(40_000)), toggle],
  ['motion', 6, pairs(90, (random) => 60_000 + random.exponential(90_000)), toggle],
  ['washing machine', 2, happening(10), oneOf(WASHING)],
  ['presence', 3, happening(8), oneOf(PEOPLE)],
] as const satisfies readonly (readonly [string, number, Clock, Course])[];

/** Sensors that say only what differs from the value before. */
const ON_CHANGE = new Set(['battery', 'presence', 'washing machine']);

const MODELS: readonly Model[] = [
  ...MEASURING.map(([about, count, unit, decimals, clock, course]) => ({
    about,
    count,
    unit,
    decimals,
    clock,
    course,
    onChange: ON_CHANGE.has(about),
  })),
  ...SWITCHING.map(([about, count, clock, course]) => ({
    about,
    count,
    unit: null,
    decimals: 0,
    clock,
    course,
    onChange: ON_CHANGE.has(about),
  })),
];

/** A hundred sensors. The same seed gives the same home, and the same span the same readings. */
export const typicalSensors = (seed = 1): readonly Sensor[] =>
  MODELS.flatMap((model, kind) =>
    Array.from({ length: model.count }, (_, n): Sensor => {
      const { about, unit, clock, course, onChange, decimals } = model;
      return {
        name: `${about.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${n + 1}`,
        about,
        unit,
        *readings(from, to) {
          const random = chance(seed * 100_000 + kind * 1000 + n);
          const value = course(random);
          let before: SensorReading['value'] | null = null;
          let last = from - 1;
          for (const due of clock(random)(from, to)) {
            const said = value(due);
            const word = typeof said === 'number' ? Number(said.toFixed(decimals)) : said;
            if (onChange && word === before) continue;
            before = word;
            // A delayed message does not overtake the one before it.
            last = Math.max(last + 1, due);
            if (last >= to) return;
            yield { at: last, value: word };
          }
        },
      };
    }),
  );
