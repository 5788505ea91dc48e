'use client';

import { takes } from '@/lib/browser/entity/capable.ts';
import { parsedJson } from '@/lib/browser/words/reading-words.ts';
import { numberOf } from '@/lib/browser/words/words.ts';
import { NumberBox } from '../../ui/NumberBox.tsx';
import type { ControlsProps } from '../props.ts';
import { MessageForm } from './MessageForm.tsx';
import { StructuredControls } from './StructuredControls.tsx';

/** A reading is only read; a few, a counter for example, can be set to another value. */
export function SensorControls(props: ControlsProps) {
  const { view, onCommand } = props;
  const { entity, id, shown, available } = view;
  if (typeof shown.value === 'string' && parsedJson(shown.value) !== undefined) {
    return <StructuredControls {...props} />;
  }
  if (!takes(entity, 'set')) return null;
  const set = (value: string | number) => onCommand({ entity: id, command: 'set', value });
  return (
    <div className="py-2">
      {typeof shown.value === 'string' ? (
        <MessageForm label="New value" verb="Set" disabled={!available} onSend={set} />
      ) : (
        <NumberBox
          label="Set it to"
          value={numberOf(shown, 'value')}
          unit={entity.unit}
          disabled={!available}
          onCommit={set}
        />
      )}
    </div>
  );
}
