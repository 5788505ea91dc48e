'use client';

import { Tabs } from '@base-ui/react/tabs';
import { type CSSProperties, useState } from 'react';
import type { EntityView } from '@/lib/browser/entity-view.ts';
import { isColoured, isDimmable, isTunable, ownColour, toneOf } from '@/lib/browser/look.ts';
import { brightnessOf, isOn } from '@/lib/browser/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Icon } from '../ui/Icon.tsx';
import { LevelSlider } from '../ui/LevelSlider.tsx';
import { ColourPad } from './ColourPad.tsx';
import { Effects } from './Effects.tsx';
import { WhitePad } from './WhitePad.tsx';

type Props = {
  view: EntityView;
  onCommand: (command: Command) => void;
  onDrag: (command: Command) => void;
};

const LEVELS = [1, 25, 50, 75, 100];

/** What can be done with a lamp: power, level, white, colour, effects. */
export function LightControls({ view, onCommand, onDrag }: Props) {
  const [tab, setTab] = useState('level');
  const tone = toneOf(view);
  const style = tone === 'own' ? ({ '--own': ownColour(view.shown) } as CSSProperties) : undefined;
  const tabs = [
    ...(isDimmable(view) ? [{ value: 'level', label: 'Level' }] : []),
    ...(isTunable(view) ? [{ value: 'white', label: 'White' }] : []),
    ...(isColoured(view) ? [{ value: 'colour', label: 'Colour' }] : []),
  ];
  const common = { view, onCommand, onDrag };
  return (
    <div data-tone={tone} style={style}>
      {tabs.length === 0 ? (
        <div className="grid place-items-center py-8">
          <PowerButton view={view} onCommand={onCommand} isLarge />
        </div>
      ) : (
        <Tabs.Root value={tab} onValueChange={(value) => setTab(String(value))}>
          {/* As high as the level, whatever is shown: what stands below never moves. */}
          <div className="flex min-h-[calc(clamp(200px,38vh,320px)+24px)] flex-col justify-center py-3">
            <Tabs.Panel value="level" className="flex flex-col items-center">
              <Level {...common} />
            </Tabs.Panel>
            <Tabs.Panel value="white">
              <WhitePad {...common} />
            </Tabs.Panel>
            <Tabs.Panel value="colour">
              <ColourPad {...common} />
            </Tabs.Panel>
          </div>
          <PowerRow view={view} onCommand={onCommand} />
          {tabs.length > 1 && (
            <Tabs.List
              aria-label="What to change"
              className="mt-4 flex rounded-control bg-inset p-1"
            >
              {tabs.map(({ value, label }) => (
                <Tabs.Tab
                  key={value}
                  value={value}
                  className="min-h-11 flex-1 rounded-[9px] text-15 font-medium text-ink-2 aria-selected:bg-surface aria-selected:text-ink aria-selected:shadow-[0_0_0_1px_var(--line)]"
                >
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
          )}
        </Tabs.Root>
      )}
      <Effects view={view} onCommand={onCommand} />
    </div>
  );
}

function Level({ view, onCommand, onDrag }: Props) {
  const on = isOn(view.shown) === true;
  const asked = brightnessOf(view.shown);
  const turnOn = (brightness: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    brightness,
  });
  return (
    <LevelSlider
      label="Brightness"
      valueText={`Brightness ${Math.round(asked ?? 100)} percent${on ? '' : ', off'}`}
      value={asked ?? 100}
      actual={brightnessOf(view.state)}
      lit={isOn(view.state) === true}
      min={1}
      max={100}
      step={1}
      page={10}
      disabled={!view.available}
      onSlide={(level) => onDrag(turnOn(level))}
      onCommit={(level) => onCommand(turnOn(level))}
    />
  );
}

/** Power and a few levels, below whatever is being changed. */
function PowerRow({ view, onCommand }: Omit<Props, 'onDrag'>) {
  return (
    <div className="flex w-full items-center justify-between gap-2">
      <PowerButton view={view} onCommand={onCommand} />
      <div className="flex min-w-0 flex-wrap justify-end gap-1.5">
        {LEVELS.map((level) => (
          <button
            key={level}
            type="button"
            disabled={!view.available}
            onClick={() => onCommand({ entity: view.id, command: 'turn_on', brightness: level })}
            className="num min-h-11 min-w-11 rounded-control border border-line text-13 text-ink-2 disabled:opacity-50"
          >
            {level}
            <span className="sr-only"> percent</span>
          </button>
        ))}
      </div>
    </div>
  );
}

type PowerProps = Omit<Props, 'onDrag'> & {
  /** Where it is the one thing to press. */
  isLarge?: boolean;
};

/** Apart from the level: a tap on the level never toggles. */
export function PowerButton({ view, onCommand, isLarge = false }: PowerProps) {
  const on = isOn(view.shown) === true && view.available;
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label="Power"
      disabled={!view.available}
      onClick={() => onCommand({ entity: view.id, command: on ? 'turn_off' : 'turn_on' })}
      className={`grid ${isLarge ? 'size-24' : 'size-14'} shrink-0 place-items-center rounded-chip transition-colors duration-200 disabled:opacity-50 ${on ? 'bg-full text-on-full' : 'bg-inset text-ink-2'}`}
    >
      <Icon name="power" fill={on} size={isLarge ? 40 : 26} />
    </button>
  );
}
