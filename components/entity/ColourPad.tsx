'use client';

import { useRef } from 'react';
import type { EntityView } from '@/lib/browser/entity-view.ts';
import { cssColour, hsOf } from '@/lib/browser/look.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { TrackSlider } from '../ui/TrackSlider.tsx';

type Props = {
  view: EntityView;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
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

/** Hue and saturation. Both are sliders, so both can be reached by key. */
export function ColourPad({ view, onCommand, onDrag }: Props) {
  const reported = hsOf(view.shown) ?? [30, 60];
  const [hue, saturation] = reported;
  // Two drags one after the other must not undo each other while the lamp has not answered.
  const wish = useRef(reported);
  wish.current = reported;
  const colour = (h: number, s: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    hs: [h, s],
  });
  const common = { disabled: !view.available, min: 0, step: 1 };
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
        onSlide={(value) => onDrag(colour(value, wish.current[1]))}
        onCommit={(value) => onCommand(colour(value, wish.current[1]))}
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
        onSlide={(value) => onDrag(colour(wish.current[0], value))}
        onCommit={(value) => onCommand(colour(wish.current[0], value))}
      />
      <div className="flex flex-wrap justify-between gap-1">
        {FAVOURITES.map(([name, h, s]) => (
          <button
            key={name}
            type="button"
            aria-label={name}
            disabled={!view.available}
            onClick={() => onCommand(colour(h, s))}
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
