'use client';

import { type SlideOptions, useSlide } from './use-slide.ts';

type Props = Omit<SlideOptions, 'vertical' | 'inset'> & {
  /** The value as it is said: "60 percent". */
  valueText: (value: number) => string;
  /** Filled in the hue of what is on; else in grey. */
  lit?: boolean;
  /** No value is known: the handle stands at its start, and the words say so. */
  isUnknown?: boolean;
};

const INSET = 14;

/** A horizontal level. It fills up to its handle, which is all there is to grasp. */
export function BarSlider({ valueText, lit, isUnknown, ...options }: Props) {
  const { value, share, slider, isHeld } = useSlide({ ...options, inset: INSET }, (level, held) =>
    isUnknown && !held ? 'unknown' : valueText(level),
  );
  return (
    <div
      {...slider}
      className="relative h-12 min-h-12 w-full min-w-0 touch-none overflow-hidden rounded-[16px] border border-line bg-surface aria-disabled:opacity-50"
    >
      {!(isUnknown && !isHeld) && (
        <div
          className={`absolute inset-y-0 left-0 ${lit ? 'bg-wash' : 'bg-inset'} ${isHeld ? '' : 'transition-[width] duration-240 ease-house'}`}
          style={{ width: `calc(${INSET * 2}px + ${share} * (100% - ${INSET * 2}px))` }}
        />
      )}
      <div className="pointer-events-none absolute inset-x-3.5 inset-y-0">
        <div
          className={`absolute inset-0 ${isHeld ? '' : 'transition-transform duration-240 ease-house'}`}
          style={{ transform: `translateX(${share * 100}%)` }}
        >
          <div className="absolute top-1/2 left-0 h-6 w-[5px] -translate-1/2 rounded-chip bg-ink" />
        </div>
      </div>
      {isHeld && (
        <span className="num pointer-events-none absolute inset-0 grid place-items-center text-15 font-semibold">
          {valueText(value)}
        </span>
      )}
    </div>
  );
}
