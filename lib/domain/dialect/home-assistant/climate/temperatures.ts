import type { Capabilities } from '../../../entity/entity.ts';
import { normalUnit } from '../classes.ts';
import { type Config, number, textOrNull } from '../config.ts';
import { numberFrom } from '../parts.ts';

/** Colder and hotter than any home and any water; a figure beyond is nonsense. */
export const degrees = numberFrom(-273.15, 10_000);

/** The unit of all temperatures of the entity; null: it names none. */
export function temperatureUnit(config: Config): '°C' | '°F' | null {
  const unit = normalUnit(textOrNull(config, 'temperature_unit')?.toUpperCase() ?? null);
  return unit === '°C' || unit === '°F' ? unit : null;
}

/** Limits and step of a target temperature; `fallback` in °C and in °F. */
export function temperatureLimits(
  config: Config,
  unit: '°C' | '°F' | null,
  fallback: Readonly<Record<'°C' | '°F', readonly [number, number]>>,
): Capabilities {
  const [least, most] = fallback[unit ?? '°C'];
  const [a, b] = [number(config, 'min_temp') ?? least, number(config, 'max_temp') ?? most];
  const step = number(config, 'temp_step') ?? number(config, 'precision');
  return {
    minTemp: Math.min(a, b),
    maxTemp: Math.max(a, b),
    tempStep: step !== null && step > 0 ? step : 1,
  };
}
