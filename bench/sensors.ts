// The year of a typical home: what a hundred sensors say, without a device and the same each time.
import { type Chance, chance } from './chance.ts';

export type SensorReading = { readonly at: number; readonly value: number | string };

export type Sensor = {
  /** Part of its entity's id. */
  readonly name: string;
  /** Sensors of one class behave alike. */
  readonly about: string;
  readonly unit: string | null;
  readonly property: string;
  /** What it says from `from` to `to` (epoch ms), in order of time. */
  readings(from: number, to: number): Generator<SensorReading>;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Course = (at: number) => number;
type Model = {
  readonly about: string;
  readonly count: number;
  readonly unit: string | null;
  readonly property?: string;
  readonly clock: (random: Chance) => (from: number, to: number) => Generator<number>;
  readonly course: (random: Chance) => Course | ((at: number) => string);
  /** Only what differs from the value before is said. */
  readonly onChange?: boolean;
  /** Smallest step of the value; numbers are decimals, as devices print them. */
  readonly decimals?: number;
};

/** A device's own timer, which runs a little fast or slow, and the way through network and broker. */
const every = (ms: number, delay: (random: Chance) => number) => (random: Chance) =>
  function* (from: number, to: number): Generator<number> {
    const period = ms * (1 + 2e-5 * (random.share() - 0.5));
    // Now and then a message gets lost or the device starts anew.
    for (let due = from + random.share() * ms; due < to - SECOND; due += period) {
      if (random.share() < 2e-4) due += random.share() * 20 * ms;
      if (random.share() < 5e-4) continue;
      yield Math.round(due + delay(random));
    }
  };
const wireless = (random: Chance) => 300 + 300 * (2 * random.share() - 1);
const wired = (random: Chance) => 4 + random.exponential(12);

/** Reports when something happens: often by day, rarely by night. */
const happening = (perDay: number) => (random: Chance) =>
  function* (from: number, to: number): Generator<number> {
    for (let at = from; ; ) {
      const hour = (at % DAY) / HOUR;
      const rate = (perDay / DAY) * (hour < 6 ? 0.15 : 1.3);
      at += random.exponential(1 / rate) + 700;
      if (at >= to) return;
      yield Math.round(at);
    }
  };

/** Opens and soon closes again, or is triggered and then clears. */
const pairs = (perDay: number, lasting: (random: Chance) => number) => (random: Chance) => {
  const begins = happening(perDay)(random);
  return function* (from: number, to: number): Generator<number> {
    let busy = from;
    for (const at of begins(from, to)) {
      if (at <= busy) continue;
      busy = Math.round(at + lasting(random));
      if (busy >= to) return;
      yield at;
      yield busy;
    }
  };
};

/** A value that wanders about its daily course. */
const wander =
  (middle: number, spread: number, daily: number, slowMs: number, noise = 0) =>
  (random: Chance): Course => {
    const own = middle + spread * random.normal();
    const peak = (14 + 2 * random.normal()) * HOUR;
    let [drift, before] = [0, 0];
    return (at) => {
      const passed = before === 0 ? slowMs : at - before;
      before = at;
      const keep = Math.exp(-passed / slowMs);
      drift = drift * keep + Math.sqrt(1 - keep * keep) * spread * random.normal();
      const day = daily * Math.cos((2 * Math.PI * (at - peak)) / DAY);
      return own + day + drift + noise * random.normal();
    };
  };

/** A household's power: a base load with noise, and appliances that come and go. */
const load =
  (noise: number) =>
  (random: Chance): Course => {
    let [level, until] = [4, 0];
    return (at) => {
      if (at > until) {
        const on = level < 20 && random.share() < 0.4;
        level = on ? 40 + random.exponential(400) : 1 + 8 * random.share();
        until = at + random.exponential(on ? 20 * MINUTE : 2 * HOUR);
      }
      // Noise grows with the load, as switched supplies have it.
      return Math.max(0, level + noise * random.normal() * (1 + level / 500));
    };
  };

const counter = (random: Chance): Course => {
  const power = load(2)(random);
  let [total, before] = [1000 + 5000 * random.share(), 0];
  return (at) => {
    if (before > 0) total += (power(at) / 1000) * ((at - before) / HOUR);
    before = at;
    return total;
  };
};

const light = (random: Chance): Course => {
  const sky = wander(0.6, 0.25, 0, HOUR)(random);
  return (at) => {
    const height = Math.sin((2 * Math.PI * ((at % DAY) - 6 * HOUR)) / DAY);
    return height <= 0 ? 0 : Math.max(1, 9000 * height * Math.abs(sky(at)));
  };
};

const battery = (random: Chance): Course => {
  const days = 300 + 400 * random.share();
  const begin = 60 * random.share();
  return (at) => 100 - ((begin + at / DAY / days) % 1) * 100;
};

const toggle = () => {
  let on = 0;
  return () => (on = 1 - on);
};
const oneOf = (words: readonly string[]) => (random: Chance) => () =>
  words[Math.floor(random.share() * words.length)]!;

const WASHING = ['idle', 'washing', 'rinsing', 'spinning', 'done'];
const PEOPLE = ['home', 'away', 'office', 'home'];

const minute = every(MINUTE, wireless);
const zigbee = happening(260);

const MODELS: readonly Model[] = [
  ...[{ about: 'temperature, every 60 s', count: 18, unit: '°C', clock: minute, decimals: 1 }].map(
    (it) => ({ ...it, course: wander(21, 1.2, 0.8, 3 * HOUR, 0.04) }),
  ),
  ...[{ about: 'humidity, every 60 s', count: 12, unit: '%', clock: minute, decimals: 1 }].map(
    (it) => ({ ...it, course: wander(50, 6, 4, 2 * HOUR, 0.1) }),
  ),
  {
    ...{ about: 'power, every 10 s', count: 10, unit: 'W', decimals: 1 },
    ...{ clock: every(10 * SECOND, wired), course: load(0.1) },
  },
  {
    ...{ about: 'energy counter, every 60 s', count: 6, unit: 'kWh', decimals: 3 },
    ...{ clock: every(MINUTE, wired), course: counter },
  },
  {
    ...{ about: 'pressure, every 60 s', count: 3, unit: 'hPa', decimals: 1 },
    ...{ clock: minute, course: wander(1013, 8, 0.5, 2 * DAY, 0.05) },
  },
  { about: 'light, every 60 s', count: 4, unit: 'lx', decimals: 0, clock: minute, course: light },
  {
    ...{ about: 'CO2, every 60 s', count: 4, unit: 'ppm', decimals: 0 },
    ...{ clock: minute, course: wander(700, 150, 120, HOUR, 4) },
  },
  {
    ...{ about: 'battery, on change', count: 8, unit: '%', decimals: 0, onChange: true },
    ...{ clock: every(HOUR, wireless), course: battery },
  },
  {
    ...{ about: 'door contact, on change', count: 7, unit: null, property: 'on' },
    ...{ clock: pairs(12, (random) => 2000 + random.exponential(40_000)), course: toggle },
  },
  {
    ...{ about: 'motion, on change', count: 6, unit: null, property: 'on' },
    ...{ clock: pairs(90, (random) => 60_000 + random.exponential(90_000)), course: toggle },
  },
  {
    ...{ about: 'Zigbee temperature, on change', count: 6, unit: '°C', decimals: 2 },
    ...{ clock: zigbee, course: wander(21, 1.2, 0.8, 3 * HOUR, 0.04) },
  },
  {
    ...{ about: 'Zigbee humidity, on change', count: 5, unit: '%', decimals: 2 },
    ...{ clock: zigbee, course: wander(50, 6, 4, 2 * HOUR, 0.1) },
  },
  {
    ...{ about: 'Zigbee link quality', count: 6, unit: 'lqi', decimals: 0 },
    ...{ clock: zigbee, course: wander(110, 12, 0, 6 * HOUR, 8) },
  },
  { about: 'washing machine', count: 2, unit: null, clock: happening(10), course: oneOf(WASHING) },
  {
    ...{ about: 'presence', count: 3, unit: null, onChange: true },
    ...{ clock: happening(8), course: oneOf(PEOPLE) },
  },
];

/** A hundred sensors. The same seed gives the same home, and the same span the same readings. */
export const typicalSensors = (seed = 1): readonly Sensor[] =>
  MODELS.flatMap((model, kind) =>
    Array.from({ length: model.count }, (_, n): Sensor => {
      const { about, unit, clock, course, onChange = false, decimals = 0 } = model;
      return {
        name: `${about.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${n + 1}`,
        ...{ about, unit, property: model.property ?? 'value' },
        *readings(from, to) {
          const random = chance(seed * 100_000 + kind * 1000 + n);
          const value = course(random);
          let before: number | string | null = null;
          let last = from - 1;
          for (const due of clock(random)(from, to)) {
            const said = value(due);
            const word = typeof said === 'string' ? said : Number(said.toFixed(decimals));
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
