// How sensors tick and what they measure, for the made-up year of a typical home (sensors.ts).
import type { Chance } from './chance.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** When a sensor says something, from a time to another (epoch ms). */
export type Clock = (random: Chance) => (from: number, to: number) => Generator<number>;
/** What it measures at a time. */
export type Course = (random: Chance) => (at: number) => number | string | boolean;
type Wave = (at: number) => number;

/** A device's own timer, which runs a little fast or slow, and the way through network and broker. */
export const every = (ms: number, delay: (random: Chance) => number) => (random: Chance) =>
  function* (from: number, to: number): Generator<number> {
    const period = ms * (1 + 2e-5 * (random.share() - 0.5));
    // Now and then a message gets lost or the device starts anew.
    for (let due = from + random.share() * ms; due < to - SECOND; due += period) {
      if (random.share() < 2e-4) due += random.share() * 20 * ms;
      if (random.share() < 5e-4) continue;
      yield Math.round(due + delay(random));
    }
  };
/** Delays: through Wi-Fi and a busy access point, and through a cable. */
export const wireless = (random: Chance) => 300 + 300 * (2 * random.share() - 1);
export const wired = (random: Chance) => 4 + random.exponential(12);

/** Reports when something happens: often by day, rarely by night. */
export const happening = (perDay: number) => (random: Chance) =>
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
export const pairs = (perDay: number, lasting: (random: Chance) => number) => (random: Chance) => {
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

/**
 * A value that wanders about its daily course. What drives it changes within `slowMs`; the value follows
 * as a room does, without sudden moves. `noise` is the sensor's own.
 */
export const wander =
  (middle: number, spread: number, daily: number, slowMs: number, noise = 0) =>
  (random: Chance): Wave => {
    const own = middle + spread * random.normal();
    const peak = (14 + 2 * random.normal()) * HOUR;
    let [drive, drift, before] = [0, 0, 0];
    return (at) => {
      const passed = before === 0 ? slowMs : at - before;
      before = at;
      const keep = Math.exp(-passed / slowMs);
      drive = drive * keep + Math.sqrt(1 - keep * keep) * spread * random.normal();
      drift += (drive - drift) * (1 - Math.exp((-4 * passed) / slowMs));
      const day = daily * Math.cos((2 * Math.PI * (at - peak)) / DAY);
      return own + day + drift + noise * random.normal();
    };
  };

/** A household's power: a base load with noise, and appliances that come and go. */
export const load =
  (noise: number) =>
  (random: Chance): Wave => {
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

export const counter = (random: Chance): Wave => {
  const power = load(2)(random);
  let [total, before] = [1000 + 5000 * random.share(), 0];
  return (at) => {
    if (before > 0) total += (power(at) / 1000) * ((at - before) / HOUR);
    before = at;
    return total;
  };
};

export const light = (random: Chance): Wave => {
  const sky = wander(0.6, 0.25, 0, HOUR)(random);
  return (at) => {
    const height = Math.sin((2 * Math.PI * ((at % DAY) - 6 * HOUR)) / DAY);
    return height <= 0 ? 0 : Math.max(1, 9000 * height * Math.abs(sky(at)));
  };
};

export const battery = (random: Chance): Wave => {
  const days = 300 + 400 * random.share();
  const begin = 60 * random.share();
  return (at) => 100 - ((begin + at / DAY / days) % 1) * 100;
};

export const toggle = () => {
  let on = false;
  return () => {
    on = !on;
    return on;
  };
};
export const oneOf = (words: readonly string[]) => (random: Chance) => () =>
  words[Math.floor(random.share() * words.length)]!;
