import fc from 'fast-check';
import { expect, test } from 'vitest';
import { washingMachine } from '../../simulator/house/appliances.ts';
import { chanceOf } from '../../simulator/house/chance.ts';
import { createClock, DAY, HOUR, MINUTE } from '../../simulator/house/clock.ts';
import { createHouse } from '../../simulator/house/house.ts';
import { meter } from '../../simulator/house/lag.ts';

const noon = Date.UTC(2026, 4, 12, 12);
const times = fc.integer({ min: Date.UTC(2025, 1, 1), max: Date.UTC(2028, 0, 1) });

test('chance depends on the seed, the name and the place, and on nothing else', () => {
  const a = chanceOf(1, 'a');
  const rolls = [0, 1, 2, 3].map((i) => a.roll(i));
  expect([3, 2, 1, 0].map((i) => chanceOf(1, 'a').roll(i)).reverse()).toEqual(rolls);
  expect(chanceOf(2, 'a').roll(0)).not.toBe(rolls[0]);
  expect(chanceOf(1, 'b').roll(0)).not.toBe(rolls[0]);
});

test('chance spreads evenly over its range', () => {
  const chance = chanceOf(7, 'even');
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) tenths[Math.floor(chance.roll(i) * 10)]! += 1;
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
});

test('a drift stays within its bounds and never jumps', () => {
  const chance = chanceOf(3, 'smooth');
  fc.assert(
    fc.property(times, (t) => {
      const here = chance.drift(t, HOUR);
      expect(Math.abs(here)).toBeLessThanOrEqual(1);
      expect(Math.abs(chance.drift(t + 10_000, HOUR) - here)).toBeLessThan(0.05);
    }),
  );
});

test.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'])(
  'the wall clock of %s agrees with itself, also when the clocks change',
  (zone) => {
    const clock = createClock(zone);
    fc.assert(
      fc.property(times, (t) => {
        const day = clock.day(t);
        const hour = clock.hour(t);
        expect(hour).toBeGreaterThanOrEqual(0);
        expect(hour).toBeLessThan(24);
        // The hour that a clock change repeats may be meant either way.
        expect(Math.abs(clock.at(day, hour) - t) % HOUR).toBeLessThan(1);
        expect(clock.at(day + 1, 0)).toBeGreaterThan(t);
      }),
    );
  },
);

test('summer is warmer than winter, noon brighter than midnight', () => {
  const { weather } = createHouse(1, 'Europe/Berlin');
  const mean = (from: number, days: number) => {
    const hours = Array.from({ length: days * 24 }, (_, i) => weather.temperature(from + i * HOUR));
    return hours.reduce((sum, value) => sum + value, 0) / hours.length;
  };
  expect(mean(Date.UTC(2026, 6, 1), 31)).toBeGreaterThan(mean(Date.UTC(2026, 0, 1), 31) + 10);
  expect(weather.illuminance(noon)).toBeGreaterThan(5_000);
  expect(weather.illuminance(noon + 12 * HOUR)).toBe(0);
});

test('weather stays within what a thermometer and a hygrometer can show', () => {
  const { weather } = createHouse(5, 'Europe/Berlin');
  fc.assert(
    fc.property(times, (t) => {
      expect(weather.temperature(t)).toBeGreaterThan(-25);
      expect(weather.temperature(t)).toBeLessThan(42);
      expect(weather.humidity(t)).toBeGreaterThan(0);
      expect(weather.humidity(t)).toBeLessThanOrEqual(100);
      expect(weather.rain(t)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('an energy meter never falls, and a restart reads it the same', () => {
  const house = createHouse(1, 'Europe/Berlin');
  const kwh = meter(house.clock, washingMachine(house).watts);
  const read = Array.from({ length: 600 }, (_, i) => kwh(noon + i * 20 * MINUTE));
  for (let i = 1; i < read.length; i++) expect(read[i]!).toBeGreaterThanOrEqual(read[i - 1]!);
  expect(read.at(-1)! - read[0]!).toBeGreaterThan(1);

  const again = createHouse(1, 'Europe/Berlin');
  expect(meter(again.clock, washingMachine(again).watts)(noon)).toBe(read[0]);
});

test('a flag is on exactly between its edges', () => {
  const house = createHouse(1, 'Europe/Berlin');
  const lit = house.litIn('Living room');
  const from = noon;
  const edges = lit.edges(from, from + 10 * DAY);
  expect(edges.length).toBeGreaterThan(4);
  let on = lit.on(from);
  for (const edge of edges) {
    expect(lit.on(edge - 1)).toBe(on);
    on = !on;
    expect(lit.on(edge)).toBe(on);
  }
});
