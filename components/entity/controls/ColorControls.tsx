'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { hsOf } from '@/lib/browser/entity/lamp-colour.ts';
import { hsToRgb, rgbToXy } from '@/lib/domain/entity/color.ts';
import type { ControlsProps } from '../props.ts';
import { ColourPad } from './ColourPad.tsx';

/** A colour that is a thing of its own, set in the way in which it is told. */
export function ColorControls({ view, onCommand }: ControlsProps) {
  const { entity, id, shown, available } = view;
  const set = (hue: number, saturation: number) => {
    const rgb = hsToRgb([hue, saturation]);
    const wish = Array.isArray(shown.rgb)
      ? { rgb: rgb.map(Math.round) }
      : Array.isArray(shown.xy)
        ? { xy: rgbToXy(rgb) }
        : { hs: [hue, saturation] };
    onCommand({ entity: id, command: 'set', ...wish });
  };
  return (
    <div className="py-4">
      <ColourPad colour={hsOf(shown)} disabled={!available || !takes(entity, 'set')} onPick={set} />
    </div>
  );
}
