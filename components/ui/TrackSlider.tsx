'use client';

import { type SlideOptions, useSlide } from './use-slide.ts';

type Props = SlideOptions & {
  valueText: string;
  /** What the track looks like: any CSS background. */
  background: string;
  /** The colour under the thumb. */
  thumb?: string;
};

/** A horizontal slider on a coloured track: white, hue, saturation. */
export function TrackSlider({ valueText, background, thumb, ...options }: Props) {
  const { share, slider } = useSlide({ ...options, inset: 24 }, () => valueText);
  return (
    <div
      {...slider}
      className="relative h-12 touch-none overflow-hidden rounded-chip border border-line aria-disabled:opacity-50"
      style={{ background }}
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
