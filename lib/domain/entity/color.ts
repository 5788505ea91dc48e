/** Hue in degrees 0–360, saturation 0–100. */
export type Hs = readonly [number, number];
/** CIE 1931 chromaticity. */
export type Xy = readonly [number, number];
/** Red, green, blue, 0–255 each. */
export type Rgb = readonly [number, number, number];
/** Red, green, blue and white. */
export type Rgbw = readonly [number, number, number, number];
/** Red, green, blue, cold white and warm white. */
export type Rgbww = readonly [number, number, number, number, number];

/** Warmest and coldest white of a light that does not tell, kelvin. */
const WHITE_RANGE = [2_000, 6_535] as const;

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
const byte = (value: number): number => Math.round(clamp(value, 0, 255));
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Full brightness of a hue and a saturation; whole numbers 0–255. */
export function hsToRgb([hue, saturation]: Hs): Rgb {
  const h = (((hue % 360) + 360) % 360) / 60;
  const s = clamp(saturation, 0, 100) / 100;
  const channel = (offset: number): number => {
    const k = (offset + h) % 6;
    return byte(255 * (1 - s * clamp(Math.min(k, 4 - k), 0, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Hue and saturation of a colour, to thousandths; its brightness is lost. */
export function rgbToHs([red, green, blue]: Rgb): Hs {
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (span <= 0 || most <= 0) return [0, 0];
  const sixth =
    most === red
      ? ((green - blue) / span + 6) % 6
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return [round(sixth * 60, 3), round((span / most) * 100, 3)];
}

/** How bright a colour is, 0–100 %: its greatest channel. */
export const rgbBrightness = ([red, green, blue]: Rgb): number =>
  round((clamp(Math.max(red, green, blue), 0, 255) / 255) * 100, 3);

const toLinear = (channel: number): number => {
  const c = clamp(channel, 0, 255) / 255;
  return c > 0.04045 ? ((c + 0.055) / 1.055) ** 2.4 : c / 12.92;
};
const fromLinear = (c: number): number =>
  255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** Chromaticity of a colour with the wide gamut matrix that Philips Hue publishes, as Home Assistant has it. */
export function rgbToXy([red, green, blue]: Rgb): Xy {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const x = r * 0.664511 + g * 0.154324 + b * 0.162028;
  const y = r * 0.283881 + g * 0.668433 + b * 0.047685;
  const z = r * 0.000088 + g * 0.07231 + b * 0.986039;
  const sum = x + y + z;
  // Black has no colour: the white point stands for it.
  return sum === 0 ? [0.3227, 0.329] : [round(x / sum, 4), round(y / sum, 4)];
}

/** The brightest colour of a chromaticity; what lies outside the gamut is moved to its edge. */
export function xyToRgb([x, y]: Xy): Rgb {
  const safeY = y <= 0 ? 1e-11 : y;
  const [bigX, bigZ] = [x / safeY, (1 - x - safeY) / safeY];
  const linear = [
    bigX * 1.656492 - 0.354851 - bigZ * 0.255038,
    -bigX * 0.707196 + 1.655397 + bigZ * 0.036152,
    bigX * 0.051713 - 0.121364 + bigZ * 1.01153,
  ].map((c) => Math.max(0, c));
  const most = Math.max(...linear);
  if (!(most > 0) || !Number.isFinite(most)) return [255, 255, 255];
  const [red, green, blue] = linear.map((c) => byte(fromLinear(c / most)));
  return [red!, green!, blue!];
}

export const hsToXy = (hs: Hs): Xy => rgbToXy(hsToRgb(hs));
export const xyToHs = (xy: Xy): Hs => rgbToHs(xyToRgb(xy));

/** Kelvin of a mired value, rounded down as Home Assistant does; mired must be above 0. */
export const miredToKelvin = (mired: number): number => Math.floor(1_000_000 / mired);

/** Mired of a temperature in kelvin, rounded down; kelvin must be above 0. */
export const kelvinToMired = (kelvin: number): number => Math.floor(1_000_000 / kelvin);

/**
 * The colour of white light of a temperature, for showing it: Tanner Helland's fit to Planck's
 * curve, good from 1,000 to 40,000 K.
 */
export function kelvinToRgb(kelvin: number): Rgb {
  const t = clamp(kelvin, 1_000, 40_000) / 100;
  const red = t <= 66 ? 255 : 329.698727446 * (t - 60) ** -0.1332047592;
  const green =
    t <= 66
      ? 99.4708025861 * Math.log(t) - 161.1195681661
      : 288.1221695283 * (t - 60) ** -0.0755148492;
  const blue = t >= 66 ? 255 : t <= 19 ? 0 : 138.5177312231 * Math.log(t - 10) - 305.0447927307;
  return [byte(red), byte(green), byte(blue)];
}

/** What a light with a white channel looks like: white is added, and all is scaled into range. */
export function rgbwToRgb([red, green, blue, white]: Rgbw): Rgb {
  const mixture = [red + white, green + white, blue + white];
  const [r, g, b] = matchMaximum([red, green, blue, white], mixture);
  return [r!, g!, b!];
}

/**
 * What a light with cold and warm white looks like; the range is that of its two whites.
 */
export function rgbwwToRgb(
  [red, green, blue, cold, warm]: Rgbww,
  [warmest, coldest]: readonly [number, number] = WHITE_RANGE,
): Rgb {
  const white = Math.max(cold, warm);
  if (white <= 0) return [byte(red), byte(green), byte(blue)];
  // Temperatures mix in mired, which the eye takes as even steps.
  const share = warm / (warm + cold);
  const mired = (1_000_000 / coldest) * (1 - share) + (1_000_000 / warmest) * share;
  const tint = kelvinToRgb(1_000_000 / mired).map((c) => (c / 255) * white);
  const mixture = [red, green, blue].map((c, i) => c + tint[i]!);
  const [r, g, b] = matchMaximum([red, green, blue, white], mixture);
  return [r!, g!, b!];
}

/** A colour on an RGBW light: what the channels share becomes white. */
export function rgbToRgbw([red, green, blue]: Rgb): Rgbw {
  const white = Math.min(red, green, blue);
  const mixture = [red - white, green - white, blue - white, white];
  const [r, g, b, w] = matchMaximum([red, green, blue], mixture);
  return [r!, g!, b!, w!];
}

/** A colour on an RGBWW light: what it shares with the middle of the two whites becomes white. */
export function rgbToRgbww(
  rgb: Rgb,
  [warmest, coldest]: readonly [number, number] = WHITE_RANGE,
): Rgbww {
  const tint = kelvinToRgb(2_000_000 / (1_000_000 / coldest + 1_000_000 / warmest));
  const level = Math.min(...rgb.map((c, i) => (tint[i]! > 0 ? c / tint[i]! : Infinity)));
  const white = Math.round(level * 255);
  const mixture = [...rgb.map((c, i) => c - tint[i]! * level), white, white];
  const [r, g, b, c, w] = matchMaximum(rgb, mixture);
  return [r!, g!, b!, c!, w!];
}

/** White of a temperature on an RGBWW light, by its two whites alone, at full brightness. */
export function kelvinToRgbww(
  kelvin: number,
  [warmest, coldest]: readonly [number, number] = WHITE_RANGE,
): Rgbww {
  const [least, most] = [1_000_000 / coldest, 1_000_000 / warmest];
  const cold = clamp((most - 1_000_000 / kelvin) / (most - least), 0, 1);
  return [0, 0, 0, byte(255 * cold), byte(255 * (1 - cold))];
}

/** Scales a mixture so that its greatest channel is that of its source, as Home Assistant does. */
function matchMaximum(source: readonly number[], mixture: readonly number[]): number[] {
  const most = Math.max(...mixture);
  const factor = most > 0 ? Math.min(255, Math.max(...source)) / most : 0;
  return mixture.map((channel) => byte(channel * factor));
}
