'use client';

import { formatPercent } from '@/lib/browser/words/format.ts';
import { brightnessOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Button } from '../../ui/Button.tsx';
import type { ControlsProps } from '../props.ts';

type Props = Pick<ControlsProps, 'view' | 'onCommand' | 'onDrag'>;

/** Plain white, as a mode of its own with a level of its own. */
export function WhiteLevel({ view, onCommand, onDrag }: Props) {
  const isWhite = view.shown.color_mode === 'white';
  const level = brightnessOf(view.shown) ?? 100;
  const white = (percent: number) => ({
    entity: view.id,
    command: 'turn_on',
    white: Math.max(1, Math.round(percent * 2.55)),
  });
  return (
    <div className="flex flex-col gap-4">
      <BarSlider
        label="White"
        valueText={(value) => formatPercent(value)}
        value={level}
        min={1}
        max={100}
        step={1}
        page={10}
        lit={isWhite}
        disabled={!view.available}
        onSlide={(value) => onDrag(white(value))}
        onCommit={(value) => onCommand(white(value))}
      />
      <Button
        aria-pressed={isWhite}
        className="aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-bg"
        disabled={!view.available}
        onClick={() => onCommand(white(level))}
      >
        White light
      </Button>
    </div>
  );
}
