'use client';

import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../EntityIcon.tsx';
import type { ControlsProps } from '../props.ts';

const RUNS = {
  button: { command: 'press', words: 'Press' },
  scene: { command: 'activate', words: 'Run' },
} as const;

/** A button or a scene: one thing to do. */
export function RunControls({ view, onCommand }: ControlsProps) {
  const { command, words } = view.entity.kind === 'scene' ? RUNS.scene : RUNS.button;
  return (
    <div className="grid place-items-center py-6">
      <Button
        className="min-h-16 w-full max-w-60 text-17"
        disabled={!view.available}
        onClick={() => onCommand({ entity: view.id, command })}
      >
        <EntityIcon entity={view.entity} />
        {words}
      </Button>
    </div>
  );
}
