import { chanceOf } from './chance.ts';
import { type Clock, createClock, HOUR, MINUTE } from './clock.ts';
import { type Flag, flag, type Span } from './flag.ts';
import { lag, SLICE } from './lag.ts';
import { createPeople, type People, type Room } from './people.ts';
import { createWeather, type Weather } from './weather.ts';

/** A flat, its weather and its people: what the simulated devices sense. Pure functions of time. */
export type House = {
  readonly seed: number;
  readonly clock: Clock;
  readonly weather: Weather;
  readonly people: People;
  /** Somebody is in the room and awake. */
  awakeIn(room: Room): Flag;
  /** Somebody is in the room, awake or not. */
  someoneIn(room: Room): Flag;
  /** Somebody is awake in the room and it is too dark to see. */
  litIn(room: Room): Flag;
  /** Moments in [from, to) at which a motion sensor in the room would notice somebody. */
  movesIn(room: Room, from: number, to: number): readonly number[];
  /** Air temperature of a room, °C. */
  temperature(room: Room): (t: number) => number;
  /** The temperature that the people set for a room, °C. */
  setPoint(room: Room, t: number): number;
};

const DARK = 6_000;

export function createHouse(seed: number, timeZone: string): House {
  const clock = createClock(timeZone);
  const weather = createWeather(seed, clock);
  const people = createPeople(seed, clock);

  const staysIn = (room: Room, asleepToo: boolean) => (day: number) =>
    people.stays(day).filter((stay) => stay.room === room && (asleepToo || !stay.asleep));
  const awakeIn = remember((room: Room) => flag(clock, staysIn(room, false)));
  const someoneIn = remember((room: Room) => flag(clock, staysIn(room, true)));

  const litIn = remember((room: Room) => {
    const windowless = room === 'Bathroom' || room === 'Hall';
    const dark = (t: number) => windowless || weather.illuminance(t) < DARK;
    return flag(clock, (day) => {
      // The bedside: from going to bed until the light goes out.
      const bedtime = people
        .stays(day)
        .filter((stay) => stay.asleep && stay.room === room)
        .map((stay) => ({ from: stay.from, to: stay.from + 25 * MINUTE }));
      return [...staysIn(room, false)(day).flatMap((stay) => darkParts(stay, dark)), ...bedtime];
    });
  });

  const movesIn = (room: Room, from: number, to: number) => {
    const chance = chanceOf(seed, `moves/${room}`);
    const moves: number[] = [];
    for (let day = clock.day(from) - 1; day <= clock.day(to); day++) {
      let index = day * 1000;
      for (const stay of people.stays(day)) {
        // Every way from one room to another leads through the hall.
        if (room === 'Hall' && stay.from >= from && stay.from < to) {
          moves.push(stay.from);
        }
        if (stay.room !== room || stay.asleep) continue;
        let t = stay.from + 20_000;
        while (t < stay.to) {
          if (t >= from && t < to) moves.push(t);
          t += Math.round(chance.between(index++, 1, 8) * MINUTE);
        }
      }
    }
    return moves;
  };

  const setPoint = (room: Room, t: number) => {
    const comfort = room === 'Bathroom' ? 22 : room === 'Bedroom' ? 18.5 : 21;
    if (people.away(clock.day(t))) return comfort - 4;
    const hour = clock.hour(t);
    return hour >= 6 && hour < 22.5 ? comfort : comfort - 2.5;
  };

  const temperature = remember((room: Room) => {
    if (room === 'Balcony' || room === 'Garden') return weather.temperature;
    const presence = someoneIn(room);
    const chance = chanceOf(seed, `air/${room}`);
    const drive = (t: number) => {
      const heated = setPoint(room, t) + 0.25 * chance.drift(t, 3 * HOUR);
      const sunny = room === 'Living room' || room === 'Study' ? 0.006 : 0.003;
      const unheated = 0.72 * weather.temperature(t) + 7.5 + sunny * weather.irradiance(t);
      return Math.max(heated, unheated) + (presence.on(t) ? 0.6 : 0);
    };
    const slow = lag(clock, drive, 2.2 * HOUR);
    return (t) => slow(t) + 0.08 * chance.drift(t, 25 * MINUTE);
  });

  return {
    seed,
    clock,
    weather,
    people,
    awakeIn,
    someoneIn,
    litIn,
    movesIn,
    setPoint,
    temperature,
  };
}

/** The parts of a span during which it is dark, to five minutes. */
function darkParts(span: Span, dark: (t: number) => boolean): readonly Span[] {
  const parts: Span[] = [];
  for (let t = span.from; t < span.to; t += SLICE) {
    if (dark(t)) parts.push({ from: t, to: Math.min(span.to, t + SLICE) });
  }
  return parts;
}

function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
