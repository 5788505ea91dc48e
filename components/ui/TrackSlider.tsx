'use client';

import { type SlideOptions, useSlide } from './use-slide.ts';

type Props = SlideOptions & {
  label: string;
  valueText: string;
  /** What the track looks like: any CSS background. */
  background: string;
  /** The colour under the thumb. */
  thumb?: string;
};

/** A horizontal slider on a coloured track: white, hue, saturation. */
export function TrackSlider({ label, valueText, background, thumb, ...options }: Props) {
  const { value, share, track, handlers } = useSlide({ ...options, inset: 24 });
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={options.disabled ? -1 : 0}
      aria-label={label}
      aria-valuemin={options.min}
      aria-valuemax={options.max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      aria-disabled={options.disabled}
      className="relative h-12 touch-none overflow-hidden rounded-chip border border-line aria-disabled:opacity-50"
      style={{ background }}
      {...handlers}
    >
      <div className="pointer-events-none absolute inset-x-6 inset-y-0">
        <div className="absolute inset-0" style={{ transform: `translateX(${share * 100}%)` }}>
          <div
            className="absolute top-1/2 left-0 size-9 -translate-1/2 rounded-chip border-[3px] border-[#fff] shadow-[0_0_0_1.5px_#221c16]"
            style={{ background: thumb ?? 'transparent' }}
          />
        </div>
      </div>
    </div>
  );
}
