import type { Entity, State } from '../../domain/entity/entity.ts';
import { numberOf } from '../words/words.ts';
import { type Scale, snap } from './scale.ts';

const ordered = (min: number, max: number, step: number): Scale =>
  max > min ? { min, max, step } : { min, max: min + step, step };

const isFahrenheit = (unit: string | null) => unit !== null && /F/.test(unit);

/** Target temperatures of a climate or water heater, in its own unit. */
export function temperatureScale({ capabilities, kind, unit }: Entity): Scale {
  const { minTemp, maxTemp, tempStep } = capabilities;
  const f = isFahrenheit(unit);
  // Home Assistant's limits for devices that name none.
  const [low, high] =
    kind === 'water_heater' ? (f ? [110, 140] : [43, 60]) : f ? [45, 95] : [7, 35];
  const step = tempStep !== undefined && tempStep > 0 ? tempStep : f ? 1 : 0.5;
  return ordered(minTemp ?? low, maxTemp ?? high, step);
}

/** Target humidity in percent. */
export const humidityScale = ({ capabilities }: Entity): Scale =>
  ordered(capabilities.minHumidity ?? 0, capabilities.maxHumidity ?? 100, 1);

/** The speeds of a fan in percent. */
export function speedScale({ capabilities }: Entity): Scale {
  const count = capabilities.speedCount ?? 100;
  return { min: 0, max: 100, step: count >= 1 && count <= 100 ? 100 / count : 1 };
}

/** A few speeds to tap: every one there is, or quarters. */
export function speedChoices(entity: Entity): readonly number[] {
  const count = entity.capabilities.speedCount ?? 100;
  const steps = count >= 1 && count <= 6 ? Math.round(count) : 4;
  return Array.from({ length: steps }, (_, i) => Math.round(((i + 1) * 100) / steps));
}

/** The scale of a `number`; null: it has no ends, so it is to be typed. */
export function numberScale({ capabilities }: Entity): Scale | null {
  const { min, max, step } = capabilities;
  if (min === undefined || max === undefined || !(max > min)) return null;
  return { min, max, step: step !== undefined && step > 0 ? step : 1 };
}

/** More stops than that are no slider, unless the device asks for one. */
const SLIDER_STOPS = 256;

/** Whether a number is best slid: as the device asks, else where its stops can be told apart. */
export function isSlid(entity: Entity): boolean {
  const scale = numberScale(entity);
  if (scale === null || entity.capabilities.mode === 'box') return false;
  const stops = (scale.max - scale.min) / scale.step;
  return entity.capabilities.mode === 'slider' || stops <= SLIDER_STOPS;
}

/** Where a stepper begins whose target nobody knows: what is measured, else the middle. */
export function startOf(state: State, measured: string, scale: Scale): number {
  return snap(numberOf(state, measured) ?? (scale.min + scale.max) / 2, scale);
}
