'use client';

import { SliderHandle } from './SliderHandle.tsx';
import { type SlideOptions, useSlide } from './use-slide.ts';

type Props = Omit<SlideOptions, 'vertical'> & {
  valueText: string;
  /** What the device reports: the solid fill. `value` is what was asked for: the handle. */
  actual: number | null;
  /** Filled in the hue of what is on; else in grey. */
  lit: boolean;
};

/** The large vertical level of a lamp. While report and wish differ, the handle is hollow. */
export function LevelSlider({ valueText, actual, lit, ...options }: Props) {
  const { share, slider, isHeld } = useSlide({ ...options, vertical: true }, () => valueText);
  const { min, max } = options;
  const solid = actual === null ? share : (actual - min) / (max - min);
  const apart = isHeld || Math.abs(solid - share) > 0.02;
  return (
    <div
      {...slider}
      className="relative h-[clamp(200px,38vh,320px)] w-[120px] touch-none overflow-hidden rounded-sheet border border-line bg-surface aria-disabled:opacity-50"
    >
      <div
        className={`absolute inset-0 origin-bottom transition-transform duration-240 ease-house ${lit ? 'bg-wash' : 'bg-inset'}`}
        style={{ transform: `scaleY(${Math.max(0, Math.min(1, solid))})` }}
      />
      <SliderHandle share={share} apart={apart} />
    </div>
  );
}
