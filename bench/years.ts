// Kinds of series that take other ways to their buckets than plain numbers do: a year of each, every 10 s.
import { chance } from './chance.ts';
import { type Course, counter, every, load, wired } from './courses.ts';
import type { Sensor } from './sensors.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** How many readings of the corrected year are corrected. */
export const CORRECTIONS = 5;

const sensor = (name: string, seed: number, unit: string | null, course: Course): Sensor => ({
  name,
  about: name,
  unit,
  *readings(from, to) {
    const random = chance(seed);
    const value = course(random);
    let last = from - 1;
    for (const due of every(10 * SECOND, wired)(random)(from, to)) {
      last = Math.max(last + 1, due);
      if (last >= to) return;
      yield { at: last, value: value(due) };
    }
  },
});

const power: Course = (random) => {
  const watts = load(0.1)(random);
  return (at) => Number(watts(at).toFixed(1));
};

const isOn: Course = (random) => {
  const watts = load(0.1)(random);
  return (at) => watts(at) > 20;
};

const WORDS = ['idle', 'heating', 'hot water', 'defrosting', 'cooling'];

const mode: Course = (random) => {
  let [word, until] = [WORDS[0]!, 0];
  return (at) => {
    if (at > until) {
      word = WORDS[Math.floor(random.share() * WORDS.length)]!;
      until = at + random.exponential(10 * MINUTE);
    }
    return word;
  };
};

/** Begins anew at midnight. */
const today: Course = (random) => {
  const total = counter(random);
  let [day, base] = [0, 0];
  return (at) => {
    const now = total(at);
    if (Math.floor(at / DAY) !== day) [day, base] = [Math.floor(at / DAY), now];
    return Number((now - base).toFixed(3));
  };
};

/** What is asked of it besides the usual, and what tells that from rows. */
export type Year = {
  readonly about: string;
  readonly sensor: Sensor;
  readonly include: string;
  readonly rows: 'buckets' | 'states' | 'increase';
};

export const YEARS: readonly Year[] = [
  { about: 'on/off', sensor: sensor('switch', 1, null, isOn), include: '', rows: 'states' },
  { about: 'texts', sensor: sensor('mode', 2, null, mode), include: '', rows: 'states' },
  {
    about: 'a counter, increase',
    sensor: sensor('today', 3, 'kWh', today),
    include: '&include=increase',
    rows: 'increase',
  },
  {
    about: `${CORRECTIONS} corrections, changes`,
    sensor: sensor('corrected', 4, 'W', power),
    include: '&include=changes',
    rows: 'buckets',
  },
  {
    about: 'another unit',
    sensor: sensor('converted', 5, 'W', power),
    include: '&unit=kW',
    rows: 'buckets',
  },
];
