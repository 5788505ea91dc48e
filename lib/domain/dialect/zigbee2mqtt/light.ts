import { type Expose, featureNamed, GETTABLE, isSettable, keptExpose } from './expose.ts';
import { mainId, mainName, type Part } from './form.ts';
import { lightColors } from './light-colors.ts';

/** Effects that every lamp of the Zigbee standard has stand in for a short and a long flash. */
export const FLASHES = { short: 'blink', long: 'breathe' } as const;

const FEATURES = ['state', 'brightness', 'color_temp', 'color_xy', 'color_hs'];

/**
 * A light. `effect` is the device's own list of effects for it; null: it has none. Features that
 * are settings of the lamp (`color_temp_startup`) are not the light's business.
 */
export function lightPart(expose: Expose, effect: Expose | null): Part {
  const features = expose.features.filter(({ name }) => FEATURES.includes(name));
  const kept: Expose = { ...expose, features };
  const { colorModes, kelvinRange } = lightColors(kept);
  const effects = effect !== null && isSettable(effect) ? effect.values.map(String) : [];
  const properties = new Set(features.map(({ property }) => property));
  const suffix = suffixOf(kept);
  if (colorModes.length > 0 && colorModes[0] !== 'onoff' && colorModes[0] !== 'brightness') {
    properties.add(`color_mode${suffix}`);
  }
  return {
    id: mainId(kept),
    kind: 'light',
    name: mainName(kept),
    properties: [...properties],
    gettable: features
      .filter(({ access }) => (access & GETTABLE) !== 0)
      .map(({ property }) => property),
    isSettable: true,
    capabilities: {
      colorModes,
      ...(kelvinRange === null ? {} : { colorTempKelvinRange: kelvinRange }),
      ...(effects.length > 0 ? { effects } : {}),
      transition: featureNamed(kept, 'brightness') !== null,
      flash: effects.includes(FLASHES.short) && effects.includes(FLASHES.long),
    },
    binding: {
      form: 'light',
      expose: keptExpose(kept),
      ...(effect === null || effects.length === 0 ? {} : { effect: effect.property }),
    },
  };
}

/** What follows the names of the keys of a light that is one of several: `_l1`. */
export function suffixOf(expose: Expose): string {
  const known = featureNamed(expose, 'state', 'brightness');
  if (known === null || expose.endpoint === null) return '';
  return known.property.endsWith(`_${expose.endpoint}`) ? `_${expose.endpoint}` : '';
}
