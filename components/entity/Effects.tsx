'use client';

import { useId } from 'react';
import type { EntityView } from '@/lib/browser/entity-view.ts';
import { readable } from '@/lib/browser/words.ts';
import type { Command } from '@/lib/domain/command/command.ts';

type Props = { view: EntityView; onCommand: (command: Command) => void };

/** The effects of a lamp, if it has any. Their names are the device's own text. */
export function Effects({ view, onCommand }: Props) {
  const id = useId();
  const effects = view.entity.capabilities.effects ?? [];
  if (effects.length === 0) return null;
  const current = typeof view.shown.effect === 'string' ? view.shown.effect : '';
  return (
    <div className="mt-4">
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
        Effect
      </label>
      <select
        id={id}
        className="field"
        disabled={!view.available}
        value={effects.includes(current) ? current : ''}
        onChange={(event) =>
          onCommand({ entity: view.id, command: 'turn_on', effect: event.target.value })
        }
      >
        {!effects.includes(current) && (
          <option value="" disabled>
            {current ? readable(current) : 'None'}
          </option>
        )}
        {effects.map((effect) => (
          <option key={effect} value={effect}>
            {readable(effect)}
          </option>
        ))}
      </select>
    </div>
  );
}
