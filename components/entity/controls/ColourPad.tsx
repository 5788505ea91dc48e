'use client';

import { useRef } from 'react';
import { cssColour } from '@/lib/browser/entity/lamp-colour.ts';
import { TrackSlider } from '../../ui/TrackSlider.tsx';

type Props = {
  /** Hue 0–360 and saturation 0–100; null: none is known. */
  colour: readonly [number, number] | null;
  disabled: boolean;
  /** While a finger moves. */
  onSlide?: (hue: number, saturation: number) => void;
  onPick: (hue: number, saturation: number) => void;
};

const RAINBOW = `linear-gradient(to right, ${[0, 60, 120, 180, 240, 300, 360]
  .map((hue) => `hsl(${hue} 100% 50%)`)
  .join(', ')})`;
const FAVOURITES: readonly (readonly [string, number, number])[] = [
  ['Red', 0, 100],
  ['Orange', 30, 100],
  ['Green', 120, 80],
  ['Cyan', 185, 80],
  ['Blue', 235, 90],
  ['Violet', 280, 80],
  ['Pink', 325, 70],
];
const START = [30, 60] as const;

/** Hue and saturation. Both are sliders, so both can be reached by key. */
export function ColourPad({ colour, disabled, onSlide, onPick }: Props) {
  const reported = colour ?? START;
  const [hue, saturation] = reported;
  // Two drags one after the other must not undo each other while the lamp has not answered.
  const wish = useRef(reported);
  wish.current = reported;
  const common = { disabled, min: 0, step: 1 };
  return (
    <div className="flex flex-col gap-4">
      <div
        aria-hidden="true"
        className="h-16 rounded-tile border border-line"
        style={{ background: cssColour(hue, saturation) }}
      />
      <TrackSlider
        {...common}
        label="Hue"
        valueText={`Hue ${Math.round(hue)} degrees`}
        value={hue}
        max={360}
        page={30}
        background={RAINBOW}
        thumb={cssColour(hue, 100)}
        onSlide={(value) => onSlide?.(value, wish.current[1])}
        onCommit={(value) => onPick(value, wish.current[1])}
      />
      <TrackSlider
        {...common}
        label="Saturation"
        valueText={`Saturation ${Math.round(saturation)} percent`}
        value={saturation}
        max={100}
        page={10}
        background={`linear-gradient(to right, #fff, ${cssColour(hue, 100)})`}
        thumb={cssColour(hue, saturation)}
        onSlide={(value) => onSlide?.(wish.current[0], value)}
        onCommit={(value) => onPick(wish.current[0], value)}
      />
      <div className="flex flex-wrap justify-between gap-1">
        {FAVOURITES.map(([name, h, s]) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            disabled={disabled}
            onClick={() => onPick(h, s)}
            className="grid size-11 place-items-center rounded-chip"
          >
            <span
              className="size-8 rounded-chip border border-edge"
              style={{ background: cssColour(h, s) }}
            />
          </button>
        ))}
      </div>
    </div>
  );
}
