import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  humidityScale,
  isSlid,
  numberScale,
  speedChoices,
  speedScale,
  startOf,
  temperatureScale,
} from '../../../lib/browser/entity/ranges.ts';
import { pageOf, snap, stepped } from '../../../lib/browser/entity/scale.ts';
import type { Capabilities, EntityKind } from '../../../lib/domain/entity/entity.ts';
import { viewOf } from '../support/view.ts';

const entity = (kind: EntityKind, capabilities: Capabilities = {}, unit: string | null = null) =>
  viewOf(kind, { capabilities, unit }).entity;

const halves = { min: 5, max: 30, step: 0.5 };

test('a step from between two marks goes to the next mark, not past it', () => {
  expect(stepped(21.3, 1, halves)).toBe(21.5);
  expect(stepped(21.3, -1, halves)).toBe(21);
  expect(stepped(21.5, 1, halves)).toBe(22);
  expect(stepped(30, 1, halves)).toBe(30);
  expect(stepped(5, -1, halves)).toBe(5);
});

test('a value of a scale is within it, on a mark, and without the dirt of binary fractions', () => {
  expect(snap(0.1 + 0.2, { min: 0, max: 1, step: 0.1 })).toBe(0.3);
  expect(snap(Number.NaN, halves)).toBe(5);
  fc.assert(
    fc.property(
      fc.double({ noNaN: true }),
      fc.constantFrom(0.1, 0.5, 1, 7, 33.333333),
      (raw, step) => {
        const scale = { min: -10, max: 90, step };
        const value = snap(raw, scale);
        expect(value).toBeGreaterThanOrEqual(-10);
        expect(value).toBeLessThanOrEqual(90);
      },
    ),
  );
});

test('a page is a tenth of the scale, and a step at least', () => {
  expect(pageOf({ min: 0, max: 100, step: 1 })).toBe(10);
  expect(pageOf(halves)).toBe(2.5);
  expect(pageOf({ min: 0, max: 2, step: 1 })).toBe(1);
});

test('target temperatures have the device’s limits, else those of its unit', () => {
  expect(temperatureScale(entity('climate'))).toEqual({ min: 7, max: 35, step: 0.5 });
  expect(temperatureScale(entity('climate', {}, '°F'))).toEqual({ min: 45, max: 95, step: 1 });
  expect(temperatureScale(entity('water_heater'))).toEqual({ min: 43, max: 60, step: 0.5 });
  expect(temperatureScale(entity('climate', { minTemp: 16, maxTemp: 30, tempStep: 1 }))).toEqual({
    min: 16,
    max: 30,
    step: 1,
  });
});

test('limits that make no sense still make a scale', () => {
  const { min, max, step } = temperatureScale(entity('climate', { minTemp: 30, maxTemp: 10 }));
  expect(max).toBeGreaterThan(min);
  expect(step).toBeGreaterThan(0);
  expect(humidityScale(entity('humidifier'))).toEqual({ min: 0, max: 100, step: 1 });
});

test('a fan has the speeds it has', () => {
  expect(speedChoices(entity('fan', { speedCount: 3 }))).toEqual([33, 67, 100]);
  expect(speedChoices(entity('fan', { speedCount: 100 }))).toEqual([25, 50, 75, 100]);
  expect(speedScale(entity('fan', { speedCount: 4 })).step).toBe(25);
  expect(speedScale(entity('fan', { speedCount: 0 })).step).toBe(1);
});

test('a number is slid where its stops can be told apart, or where the device wants it', () => {
  expect(isSlid(entity('number', { min: 0, max: 100, step: 5 }))).toBe(true);
  expect(isSlid(entity('number', { min: 0, max: 100, step: 5, mode: 'box' }))).toBe(false);
  expect(isSlid(entity('number', { min: 0, max: 100_000 }))).toBe(false);
  expect(isSlid(entity('number', { min: 0, max: 100_000, mode: 'slider' }))).toBe(true);
  expect(isSlid(entity('number', { mode: 'slider' }))).toBe(false);
  expect(numberScale(entity('number', { min: 5, max: 5 }))).toBeNull();
});

test('an unknown target begins at what is measured, else in the middle', () => {
  expect(startOf({ current_temperature: 19.7 }, 'current_temperature', halves)).toBe(19.5);
  expect(startOf({}, 'current_temperature', halves)).toBe(17.5);
});
