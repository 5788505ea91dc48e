import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hsToRgb,
  hsToXy,
  kelvinToMired,
  kelvinToRgb,
  miredToKelvin,
  rgbBrightness,
  rgbToHs,
  rgbToRgbw,
  rgbToXy,
  rgbwToRgb,
  rgbwwToRgb,
  xyToRgb,
} from '@/lib/domain/entity/color.ts';

const channel = fc.integer({ min: 0, max: 255 });
const bright = fc.tuple(channel, channel, channel).filter((rgb) => Math.max(...rgb) === 255);

test.each([
  [
    [0, 100],
    [255, 0, 0],
  ],
  [
    [120, 100],
    [0, 255, 0],
  ],
  [
    [240, 100],
    [0, 0, 255],
  ],
  [
    [60, 50],
    [255, 255, 128],
  ],
  [
    [360, 100],
    [255, 0, 0],
  ],
  [
    [0, 0],
    [255, 255, 255],
  ],
] as const)('hs %j is rgb %j', (hs, rgb) => {
  expect(hsToRgb(hs)).toEqual(rgb);
});

test('a bright colour comes back from hs and from xy', () => {
  fc.assert(
    fc.property(bright, (rgb) => {
      expect(hsToRgb(rgbToHs(rgb))).toEqual(rgb);
    }),
  );
  // Dark channels take large steps in gamma, so xy keeps them less exactly than bright ones.
  fc.assert(
    fc.property(
      bright.filter((rgb) => Math.min(...rgb) >= 30),
      (rgb) => {
        xyToRgb(rgbToXy(rgb)).forEach((c, i) => {
          expect(Math.abs(c - rgb[i]!)).toBeLessThanOrEqual(6);
        });
      },
    ),
  );
});

test('hue and saturation stay in range, also of nonsense', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (x, y) => {
      const [h, s] = rgbToHs(xyToRgb([x, y]));
      expect(h).toBeGreaterThanOrEqual(0);
      expect(h).toBeLessThanOrEqual(360);
      expect(s).toBeGreaterThanOrEqual(0);
      expect(s).toBeLessThanOrEqual(100);
    }),
  );
});

test('mired and kelvin round down', () => {
  expect(miredToKelvin(153)).toBe(6535);
  expect(miredToKelvin(500)).toBe(2000);
  expect(kelvinToMired(2700)).toBe(370);
});

test('warm light is red, cold light is blue', () => {
  expect(kelvinToRgb(2000)[2]).toBeLessThan(60);
  expect(kelvinToRgb(6600)).toEqual([255, 255, 255]);
  expect(kelvinToRgb(15_000)[0]).toBeLessThan(200);
});

test('white channels wash colours out', () => {
  expect(rgbwToRgb([255, 0, 0, 0])).toEqual([255, 0, 0]);
  expect(rgbwToRgb([255, 0, 0, 255])).toEqual([255, 128, 128]);
  expect(rgbwToRgb([0, 0, 0, 0])).toEqual([0, 0, 0]);
  expect(rgbwwToRgb([255, 0, 0, 0, 0])).toEqual([255, 0, 0]);
  const [r, , b] = rgbwwToRgb([0, 0, 0, 0, 255]);
  expect(r).toBe(255);
  expect(b).toBeLessThan(60);
});

test('a colour on an rgbw light looks the same', () => {
  fc.assert(
    fc.property(fc.tuple(channel, channel, channel), (rgb) => {
      rgbwToRgb(rgbToRgbw(rgb)).forEach((c, i) => {
        expect(Math.abs(c - rgb[i]!)).toBeLessThanOrEqual(2);
      });
    }),
  );
});

test('brightness is the greatest channel, red is at its place in the diagram', () => {
  expect(rgbBrightness([0, 51, 0])).toBe(20);
  expect(hsToXy([0, 100])).toEqual([0.7006, 0.2993]);
});
