'use client';

import { isSlid, numberScale } from '@/lib/browser/entity/ranges.ts';
import { pageOf } from '@/lib/browser/entity/scale.ts';
import { formatReading } from '@/lib/browser/words/format.ts';
import { numberOf } from '@/lib/browser/words/words.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { NumberBox } from '../../ui/NumberBox.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import type { ControlsProps } from '../props.ts';

/** A number: slid and stepped where its stops can be told apart, and typed always. */
export function NumberControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const { min, max, step } = entity.capabilities;
  const value = numberOf(shown, 'value');
  const scale = numberScale(entity);
  const words = (number: number) =>
    [formatReading(number, entity.unit), entity.unit].filter(Boolean).join(' ');
  const set = (next: number) => onCommand({ entity: id, command: 'set', value: next });
  return (
    <div className="flex flex-col gap-5 py-4">
      {scale && (
        <Stepper
          label="Value"
          value={value}
          start={scale.min}
          scale={scale}
          words={words}
          disabled={!available}
          isLarge
          onCommit={set}
        />
      )}
      {scale && isSlid(entity) && (
        <BarSlider
          {...scale}
          label="Value, slider"
          valueText={words}
          value={value ?? scale.min}
          isUnknown={value === null}
          page={pageOf(scale)}
          disabled={!available}
          onCommit={set}
        />
      )}
      <NumberBox
        label={scale ? 'Or type it' : 'Value'}
        value={value}
        min={min}
        max={max}
        step={step}
        unit={entity.unit}
        disabled={!available}
        onCommit={set}
      />
    </div>
  );
}
