import { lightCommand } from '../../command/arguments.ts';
import { fitColor } from '../../command/light-color.ts';
import { invalid } from '../../command/refused.ts';
import type { ColorMode, Value } from '../../entity/entity.ts';
import { CONDITION, ELECTRICITY } from './measured.ts';
import { type ComponentType, type Fields, numberOrNull, type Part } from './part.ts';

/** What the white of a Shelly can be, kelvin (Shelly API, CCT). */
const KELVIN_RANGE = [2700, 6500] as const;

const isByte = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 255;

function rgbOf(status: Fields): readonly number[] | null {
  const rgb = status['rgb'];
  return Array.isArray(rgb) && rgb.length === 3 && rgb.every(isByte) ? rgb : null;
}

/** The colour that the status speaks of; a partial update may change one half of it. */
function colorOf(
  status: Fields,
  modes: readonly ColorMode[],
  before: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const rgb = rgbOf(status);
  const white = isByte(status['white']) ? status['white'] : null;
  const kelvin = numberOrNull(status['ct']);
  const told = status['mode'];
  const colors: Record<string, Value> = {};
  if (modes.includes('rgbw') && (rgb !== null || white !== null)) {
    const old = Array.isArray(before['rgbw']) ? (before['rgbw'] as readonly number[]) : null;
    const channels = rgb ?? old?.slice(0, 3);
    const last = white ?? old?.[3] ?? 0;
    if (channels !== undefined) colors['rgbw'] = [...channels, last];
  }
  if (modes.includes('rgb') && rgb !== null) colors['rgb'] = rgb;
  if (modes.includes('color_temp') && typeof kelvin === 'number' && kelvin > 0) {
    colors['color_temp_kelvin'] = kelvin;
  }
  const [only] = modes;
  if (modes.length === 1 && only !== undefined) return { ...colors, color_mode: only };
  if (told === 'rgb') return { ...colors, color_mode: 'rgb' };
  if (told === 'cct' || told === 'white') return { ...colors, color_mode: 'color_temp' };
  return colors;
}

/** A lamp: `method` sets it, `modes` are the colours that its type has. */
function lamp(method: string, modes: readonly ColorMode[]): Part {
  return {
    key: '',
    kind: 'light',
    name: (component) => component,
    capabilities: () => ({
      colorModes: modes,
      ...(modes.includes('color_temp') ? { colorTempKelvinRange: KELVIN_RANGE } : {}),
      transition: true,
    }),
    isIn: (status) =>
      typeof status['output'] === 'boolean' || typeof status['brightness'] === 'number',
    read(status, { before }) {
      const on = status['output'];
      const brightness = status['brightness'];
      return {
        ...(typeof on === 'boolean' ? { on } : {}),
        ...(typeof brightness === 'number' && brightness >= 0 && brightness <= 100
          ? { brightness }
          : {}),
        ...colorOf(status, modes, before),
      };
    },
    call(command, { id, capabilities, before }) {
      const checked = lightCommand(command, capabilities, before);
      if (!checked.ok) return checked;
      const { wish } = checked;
      if (wish.flash !== null) return invalid('flash: this light cannot flash');
      const params: Record<string, unknown> = { id, on: wish.on };
      const target: Record<string, Value> = { on: wish.on };
      if (wish.on && wish.brightness !== null) {
        // 0 would turn it off.
        params['brightness'] = Math.max(1, Math.round(wish.brightness));
        target['brightness'] = params['brightness'] as number;
      }
      if (wish.on && wish.color !== null) {
        const color = fitColor(wish.color, modes);
        if (color.mode === 'color_temp') {
          const ct = Math.round(color.kelvin);
          Object.assign(params, { ct }, modes.length > 1 ? { mode: 'cct' } : {});
          target['color_temp_kelvin'] = ct;
        } else {
          const [r = 0, g = 0, b = 0, w = 0] = color.value.map(Math.round);
          Object.assign(params, { rgb: [r, g, b] });
          if (color.mode === 'rgbw') params['white'] = w;
          if (modes.length > 1) params['mode'] = 'rgb';
          target[color.mode] = color.mode === 'rgbw' ? [r, g, b, w] : [r, g, b];
        }
      }
      if (wish.transition !== null) params['transition_duration'] = wish.transition;
      return { method, params, target };
    },
  };
}

const light = (label: string, method: string, modes: readonly ColorMode[]): ComponentType => ({
  label,
  parts: [lamp(method, modes), ...ELECTRICITY, ...CONDITION],
});

export const LIGHT = light('Light', 'Light.Set', ['brightness']);
export const RGB = light('RGB', 'RGB.Set', ['rgb']);
export const RGBW = light('RGBW', 'RGBW.Set', ['rgbw']);
export const CCT = light('CCT', 'CCT.Set', ['color_temp']);
export const RGBCCT = light('RGBCCT', 'RGBCCT.Set', ['rgb', 'color_temp']);
