import { chanceOf } from './chance.ts';
import { HOUR, MINUTE } from './clock.ts';
import { type Flag, flag, type Span } from './flag.ts';
import type { House } from './house.ts';
import { clamp } from './weather.ts';

/** What an appliance draws, as functions of time. */
export type Load = {
  /** W while its plug is on. */
  watts(t: number): number;
  /** Moments at which it starts or stops, so that a plug can report them at once. */
  edges(from: number, to: number): readonly number[];
};

/** Cools in cycles, longer in a warm kitchen. */
export function fridge(house: House): Load {
  const chance = chanceOf(house.seed, 'fridge');
  return {
    watts(t) {
      const place = t / (48 * MINUTE) + 0.2 * chance.drift(t, 4 * HOUR);
      const cooling = place - Math.floor(place) < 0.42;
      return cooling ? 74 + 4 * chance.drift(t, 6 * MINUTE) : 1.6;
    },
    edges: () => [],
  };
}

/** Heats, turns, rinses and spins. About four runs a week. */
export function washingMachine(house: House): Load {
  const runs = programme(house, 'washing machine', 0.55, 'Bathroom', 105 * MINUTE);
  return cycle(house, 'washing machine', runs, (share, wobble) => {
    if (share < 0.22) return 1_950 + 40 * wobble;
    if (share > 0.9) return 420 + 90 * wobble;
    return 120 + 70 * wobble;
  });
}

/** Heats twice. Most evenings. */
export function dishwasher(house: House): Load {
  const runs = programme(house, 'dishwasher', 0.7, 'Kitchen', 130 * MINUTE);
  return cycle(house, 'dishwasher', runs, (share, wobble) => {
    const heating = (share > 0.12 && share < 0.28) || (share > 0.68 && share < 0.8);
    return heating ? 1_880 + 30 * wobble : 58 + 12 * wobble;
  });
}

/** Two cups whenever somebody gets to the kitchen in the morning, then it keeps warm. */
export function coffeeMachine(house: House): Load {
  const runs = flag(house.clock, (day) => {
    const first = house.people.stays(day).find((stay) => stay.room === 'Kitchen');
    return first ? [{ from: first.from + 3 * MINUTE, to: first.from + 33 * MINUTE }] : [];
  });
  return cycle(house, 'coffee', runs, (share, wobble) => {
    const brewing = share < 0.12 || (share > 0.3 && share < 0.34);
    return brewing ? 1_340 + 25 * wobble : 46 + 3 * wobble;
  });
}

/** Runs while somebody is in the room. */
export function whileIn(house: House, room: 'Living room' | 'Study', watts: number): Load {
  return cycle(
    house,
    `while in ${room}`,
    house.awakeIn(room),
    (_share, wobble) => watts * (1 + 0.12 * wobble),
  );
}

/** A balcony power station: its watts are produced, not drawn. */
export function solar(house: House, peakWatts: number): Load {
  return {
    watts: (t) => clamp((house.weather.irradiance(t) / 950) * peakWatts, 0, peakWatts),
    edges: () => [],
  };
}

/** Starts on a share of the days, some time after somebody got to the room. */
function programme(
  house: House,
  name: string,
  share: number,
  room: 'Bathroom' | 'Kitchen',
  lengthMs: number,
): Flag {
  const chance = chanceOf(house.seed, name);
  return flag(house.clock, (day): readonly Span[] => {
    const stay = house.people.stays(day).findLast((it) => it.room === room);
    if (!stay || chance.roll(day * 4) > share) return [];
    const from = stay.from + chance.between(day * 4 + 1, 5, 15) * MINUTE;
    return [{ from, to: from + lengthMs * chance.between(day * 4 + 2, 0.9, 1.1) }];
  });
}

const STANDBY = 0.8;

function cycle(
  house: House,
  name: string,
  runs: Flag,
  watts: (share: number, wobble: number) => number,
): Load {
  const chance = chanceOf(house.seed, `load/${name}`);
  return {
    watts(t) {
      if (!runs.on(t)) return STANDBY;
      const run = runs.spans(t, t + 1)[0];
      const share = run ? (t - run.from) / (run.to - run.from) : 0;
      return watts(share, chance.drift(t, 5 * MINUTE));
    },
    edges: (from, to) => runs.edges(from, to),
  };
}
