'use client';

import { setPreferences, usePreferences, withId } from '@/lib/browser/page/preferences.ts';
import { Toggle } from '../../ui/Toggle.tsx';
import type { ControlsProps } from '../props.ts';
import { PowerButton } from './PowerButton.tsx';

/** On and off, and whether off is to be asked for twice. */
export function SwitchControls({ view, critical, onCommand }: ControlsProps) {
  const { critical: list } = usePreferences();
  return (
    <>
      <div className="grid place-items-center py-8">
        <PowerButton view={view} critical={critical} onCommand={onCommand} isLarge />
      </div>
      <Toggle
        label="Ask before turning it off"
        on={critical}
        onChange={(on) => setPreferences({ critical: withId(list, view.id, on) })}
      />
    </>
  );
}
