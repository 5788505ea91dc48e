'use client';

import { SliderHandle } from './SliderHandle.tsx';
import { type SlideOptions, useSlide } from './use-slide.ts';

type Props = Omit<SlideOptions, 'vertical' | 'onSlide'> & {
  valueText: (value: number) => string;
  /** What is reported: the blind. `value` is what was asked for: the handle. Null: unknown. */
  actual: number | null;
};

const SLATS =
  'repeating-linear-gradient(to bottom, transparent 0 13px, color-mix(in srgb, var(--ink) 22%, transparent) 13px 14px)';

/** A window with its blind: it hangs down as far as it is closed, and is moved by its lower edge. */
export function HangingSlider({ valueText, actual, ...options }: Props) {
  const { value, share, slider, isHeld } = useSlide(
    { ...options, vertical: true },
    (level, held) => (actual === null && !held ? 'unknown' : valueText(level)),
  );
  const { min, max } = options;
  const blind = actual === null ? share : (actual - min) / (max - min);
  const apart = isHeld || Math.abs(blind - share) > 0.02;
  return (
    <div
      {...slider}
      className="relative h-[clamp(200px,34vh,300px)] w-[150px] touch-none overflow-hidden rounded-tile border border-line bg-surface aria-disabled:opacity-50"
    >
      <div
        className="absolute inset-0 transition-transform duration-240 ease-house"
        style={{ transform: `translateY(${-blind * 100}%)` }}
      >
        <div className="absolute inset-0 bg-wash" style={{ backgroundImage: SLATS }} />
        <div className="absolute inset-x-0 bottom-0 h-1 bg-full" />
      </div>
      <SliderHandle share={share} apart={apart} />
      {isHeld && (
        <span className="num pointer-events-none absolute inset-x-0 top-2 text-center text-17 font-semibold">
          {valueText(value)}
        </span>
      )}
    </div>
  );
}
