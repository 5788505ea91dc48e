import { chanceOf } from './chance.ts';
import { type Clock, HOUR, MINUTE } from './clock.ts';

export const ROOMS = [
  'Living room',
  'Kitchen',
  'Bedroom',
  'Bathroom',
  'Hall',
  'Study',
  'Balcony',
  'Garden',
] as const;
export type Room = (typeof ROOMS)[number];

/** A time somebody spends in a room, epoch ms. */
export type Stay = {
  readonly room: Room;
  readonly from: number;
  readonly to: number;
  readonly asleep: boolean;
};

/** The people of the home: who is where, as a function of the day. */
export type People = {
  /** The stays that begin on this day, in order; the night's reaches into the next morning. */
  stays(day: number): readonly Stay[];
  /** Nobody sleeps here. */
  away(day: number): boolean;
};

/** [room, minutes]; `null` is out of the house. A plan starts when people get up. */
type Plan = readonly (readonly [Room | null, number])[];

const OFFICE_DAY: Plan = [
  ['Bathroom', 25],
  ['Kitchen', 30],
  ['Hall', 6],
  [null, 560],
  ['Hall', 5],
  ['Kitchen', 85],
  ['Living room', 205],
  ['Bathroom', 15],
];
const HOME_OFFICE_DAY: Plan = [
  ['Bathroom', 20],
  ['Kitchen', 35],
  ['Study', 215],
  ['Kitchen', 45],
  ['Study', 235],
  ['Hall', 5],
  [null, 70],
  ['Hall', 4],
  ['Kitchen', 75],
  ['Living room', 190],
  ['Bathroom', 15],
];
const FREE_DAY: Plan = [
  ['Bathroom', 35],
  ['Kitchen', 60],
  ['Living room', 95],
  ['Hall', 6],
  [null, 190],
  ['Hall', 5],
  ['Balcony', 35],
  ['Study', 60],
  ['Kitchen', 95],
  ['Living room', 230],
  ['Bathroom', 15],
];

export function createPeople(seed: number, clock: Clock): People {
  const chance = chanceOf(seed, 'people');
  const days = new Map<number, readonly Stay[]>();

  /** A fortnight in summer and the days around Christmas. */
  const away = (day: number) => {
    const date = new Date(day * 24 * HOUR);
    const year = date.getUTCFullYear();
    const summer = Date.UTC(year, 6, 18) / (24 * HOUR) + Math.floor(chance.roll(year) * 20);
    const christmas = Date.UTC(year, 11, 23) / (24 * HOUR);
    return (day >= summer && day < summer + 14) || (day >= christmas && day < christmas + 5);
  };
  const free = (day: number) => {
    const weekday = clock.weekday(day);
    return weekday === 0 || weekday === 6;
  };
  const planOf = (day: number): Plan => {
    if (free(day)) return FREE_DAY;
    const weekday = clock.weekday(day);
    return weekday === 3 || weekday === 5 ? HOME_OFFICE_DAY : OFFICE_DAY;
  };
  const wakes = (day: number) =>
    Math.round(clock.at(day, (free(day) ? 8.4 : 6.6) + chance.between(day * 64, -0.4, 0.5)));

  const build = (day: number): readonly Stay[] => {
    if (away(day)) return [];
    const stays: Stay[] = [];
    let t = wakes(day);
    planOf(day).forEach(([room, minutes], i) => {
      const length = Math.round(minutes * MINUTE * chance.between(day * 64 + 1 + i, 0.85, 1.2));
      if (room) stays.push({ room, from: t, to: t + length, asleep: false });
      t += length;
    });
    const until = away(day + 1) ? clock.at(day + 1, 5) : wakes(day + 1);
    stays.push({ room: 'Bedroom', from: t, to: until, asleep: true });
    return stays;
  };
  return {
    away,
    stays(day) {
      let stays = days.get(day);
      if (!stays) {
        stays = build(day);
        days.set(day, stays);
      }
      return stays;
    },
  };
}
