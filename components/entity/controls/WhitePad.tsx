'use client';

import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { TrackSlider } from '../../ui/TrackSlider.tsx';

type Props = {
  view: EntityView;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
};

const DEFAULT_RANGE = [2000, 6535] as const;
const NAMED = [
  { kelvin: 2200, label: 'Candle' },
  { kelvin: 2700, label: 'Warm' },
  { kelvin: 4000, label: 'Neutral' },
  { kelvin: 5500, label: 'Daylight' },
] as const;

/** The shades of white, warm to cold. */
export function WhitePad({ view, onCommand, onDrag }: Props) {
  const [warmest, coldest] = view.entity.capabilities.colorTempKelvinRange ?? DEFAULT_RANGE;
  const reported = view.shown.color_temp_kelvin;
  const kelvin = typeof reported === 'number' ? reported : (warmest + coldest) / 2;
  // Lamps count in mireds, so 2700 K comes back as 2703: nobody wants to know.
  const rounded = Math.round(kelvin / 10) * 10;
  const white = (color_temp_kelvin: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    color_temp_kelvin: Math.max(warmest, Math.min(coldest, color_temp_kelvin)),
  });
  return (
    <div className="flex flex-col gap-4">
      <p className="num text-center text-28 font-semibold">
        {rounded}
        <span className="ms-1 text-[0.55em] font-medium text-ink-3">K</span>
      </p>
      <TrackSlider
        label="Colour temperature"
        valueText={`${rounded} kelvin`}
        value={Math.max(warmest, Math.min(coldest, kelvin))}
        min={warmest}
        max={coldest}
        step={50}
        page={500}
        disabled={!view.available}
        background="linear-gradient(to right, #ff9d3f, #ffd6a3 35%, #fff6ea 60%, #cfe1ff)"
        onSlide={(value) => onDrag(white(value))}
        onCommit={(value) => onCommand(white(value))}
      />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(72px,1fr))] gap-2">
        {NAMED.filter((shade) => shade.kelvin >= warmest && shade.kelvin <= coldest).map(
          (shade) => (
            <button
              key={shade.label}
              type="button"
              disabled={!view.available}
              onClick={() => onCommand(white(shade.kelvin))}
              className="min-h-13 rounded-control border border-line px-1 text-15 text-ink-2 disabled:opacity-50"
            >
              <span className="block">{shade.label}</span>
              <span className="num block text-12 text-ink-3">{shade.kelvin} K</span>
            </button>
          ),
        )}
      </div>
    </div>
  );
}
