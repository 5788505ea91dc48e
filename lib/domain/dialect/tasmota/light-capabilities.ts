import { miredToKelvin } from '../../entity/color.ts';
import type { Capabilities, ColorMode } from '../../entity/entity.ts';
import type { LightForm } from './binding.ts';
import { hasColors, SCHEMES } from './light-read.ts';

const MODES: Readonly<Record<LightForm, readonly ColorMode[]>> = {
  dimmer: ['brightness'],
  ct: ['color_temp'],
  rgb: ['hs'],
  rgbw: ['hs', 'white'],
  rgbcw: ['hs', 'color_temp'],
};

/** What a light can do, by its channels. */
export function lightCapabilities(
  form: LightForm,
  [coldest, warmest]: readonly [number, number],
  fades: boolean,
): Capabilities {
  const colorModes = MODES[form];
  return {
    colorModes,
    ...(colorModes.includes('color_temp')
      ? { colorTempKelvinRange: [miredToKelvin(warmest), miredToKelvin(coldest)] as const }
      : {}),
    ...(hasColors(form) ? { effects: SCHEMES } : {}),
    ...(fades ? { transition: true } : {}),
  };
}
