'use client';

import { Tabs } from '@base-ui/react/tabs';
import { useState } from 'react';
import { hsOf } from '@/lib/browser/entity/lamp-colour.ts';
import { hasWhiteMode, isColoured, isDimmable, isTunable } from '@/lib/browser/entity/look.ts';
import { brightnessOf, isOn } from '@/lib/browser/words/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { LevelSlider } from '../../ui/LevelSlider.tsx';
import type { ControlsProps } from '../props.ts';
import { ChannelPad } from './ChannelPad.tsx';
import { ColourPad } from './ColourPad.tsx';
import { LightExtras } from './LightExtras.tsx';
import { PowerButton } from './PowerButton.tsx';
import { WhiteLevel } from './WhiteLevel.tsx';
import { WhitePad } from './WhitePad.tsx';

type Props = Pick<ControlsProps, 'view' | 'onCommand' | 'onDrag'>;

const LEVELS = [1, 25, 50, 75, 100];

/** What can be done with a lamp: power, level, white, colour, effects. */
export function LightControls({ view, onCommand: send, onDrag }: ControlsProps) {
  const [tab, setTab] = useState('level');
  const [transition, setTransition] = useState(0);
  const onCommand = (command: Command) =>
    send(transition > 0 && !command.flash ? { ...command, transition } : command);
  const common = { view, onCommand, onDrag };
  const hasWhite = isTunable(view) || hasWhiteMode(view);
  const tabs = [
    ...(isDimmable(view) ? [{ value: 'level', label: 'Level' }] : []),
    ...(hasWhite ? [{ value: 'white', label: 'White' }] : []),
    ...(isColoured(view) ? [{ value: 'colour', label: 'Colour' }] : []),
  ];
  const paint = (h: number, s: number): Command => ({
    entity: view.id,
    command: 'turn_on',
    hs: [h, s],
  });
  return (
    <div>
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
              {isTunable(view) ? <WhitePad {...common} /> : <WhiteLevel {...common} />}
            </Tabs.Panel>
            <Tabs.Panel value="colour">
              <ColourPad
                colour={hsOf(view.shown)}
                disabled={!view.available}
                onSlide={(h, s) => onDrag(paint(h, s))}
                onPick={(h, s) => onCommand(paint(h, s))}
              />
              <ChannelPad {...common} />
            </Tabs.Panel>
          </div>
          <PowerRow {...common} />
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
      <LightExtras
        view={view}
        transition={transition}
        onTransition={setTransition}
        onCommand={onCommand}
      />
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
