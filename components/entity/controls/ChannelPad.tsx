'use client';

import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { BarSlider } from '../../ui/BarSlider.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';

type Props = {
  view: EntityView;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
};

const NAMES = {
  rgbw: ['Red', 'Green', 'Blue', 'White'],
  rgbww: ['Red', 'Green', 'Blue', 'Cold white', 'Warm white'],
} as const;

/** The channels of a lamp that has white ones besides its colours, each on its own. */
export function ChannelPad({ view, onCommand, onDrag }: Props) {
  const modes = view.entity.capabilities.colorModes ?? [];
  const mode = modes.includes('rgbww') ? 'rgbww' : modes.includes('rgbw') ? 'rgbw' : null;
  if (mode === null) return null;
  const names = NAMES[mode];
  const reported = view.shown[mode];
  const channels = names.map((_, i) => {
    const channel = Array.isArray(reported) ? reported[i] : undefined;
    return typeof channel === 'number' ? channel : 0;
  });
  const mixed = (index: number, value: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    [mode]: channels.map((channel, i) => (i === index ? value : channel)),
  });
  return (
    <Disclosure title="Channels" className="mt-2">
      <div className="flex flex-col gap-2 pb-2">
        {names.map((name, i) => (
          <div key={name} className="flex items-center gap-3 text-13 text-ink-2">
            <span className="w-20 shrink-0">{name}</span>
            <BarSlider
              label={name}
              valueText={(value) => `${Math.round(value)} of 255`}
              value={channels[i] ?? 0}
              min={0}
              max={255}
              step={1}
              page={25}
              disabled={!view.available}
              isUnknown={!Array.isArray(reported)}
              onSlide={(value) => onDrag(mixed(i, value))}
              onCommit={(value) => onCommand(mixed(i, value))}
            />
          </div>
        ))}
      </div>
    </Disclosure>
  );
}
