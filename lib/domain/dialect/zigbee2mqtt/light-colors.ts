import { miredToKelvin } from '../../entity/color.ts';
import type { ColorMode } from '../../entity/entity.ts';
import { type Expose, featureNamed } from './expose.ts';

/** Mired that a lamp can do which does not say: the usual 6,535 K to 2,000 K. */
const USUAL_MIRED = [153, 500] as const;
const PLAUSIBLE_MIRED = [10, 2000] as const;

export type LightColors = {
  /** The brightness that is 100 %; null: it cannot be dimmed. */
  readonly top: number | null;
  readonly colorModes: readonly ColorMode[];
  /** The mode in which it takes colours; null: it has none. */
  readonly painted: 'xy' | 'hs' | null;
  readonly mired: readonly [number, number] | null;
  readonly kelvinRange: readonly [number, number] | null;
};

/** What the features of a light say it can do. */
export function lightColors(expose: Expose): LightColors {
  const order = expose.features.map(({ name }) => name);
  const [xy, hs] = [order.indexOf('color_xy'), order.indexOf('color_hs')];
  // What comes first is what the device works in (conventions §2.4).
  const painted: LightColors['painted'] =
    xy < 0 && hs < 0 ? null : xy < 0 || (hs >= 0 && hs < xy) ? 'hs' : 'xy';
  const brightness = featureNamed(expose, 'brightness');
  const top =
    brightness === null
      ? null
      : brightness.max !== null && brightness.max >= 1
        ? brightness.max
        : 254;
  const mired = miredRange(featureNamed(expose, 'color_temp'));
  const colors: ColorMode[] = [
    ...(painted === null ? [] : ([painted] as const)),
    ...(mired === null ? [] : (['color_temp'] as const)),
  ];
  return {
    top,
    painted,
    mired,
    colorModes: colors.length > 0 ? colors : [top === null ? 'onoff' : 'brightness'],
    kelvinRange: mired === null ? null : [miredToKelvin(mired[1]), miredToKelvin(mired[0])],
  };
}

function miredRange(feature: Expose | null): readonly [number, number] | null {
  if (feature === null) return null;
  const limit = (value: number | null, usual: number) =>
    value !== null && value >= PLAUSIBLE_MIRED[0] && value <= PLAUSIBLE_MIRED[1] ? value : usual;
  const a = limit(feature.min, USUAL_MIRED[0]);
  const b = limit(feature.max, USUAL_MIRED[1]);
  return [Math.min(a, b), Math.max(a, b)];
}
