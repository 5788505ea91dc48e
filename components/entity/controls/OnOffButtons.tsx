import { takes } from '@/lib/browser/entity/capable.ts';
import { Button } from '../../ui/Button.tsx';
import type { ControlsProps } from '../props.ts';

/** Turn on and Turn off of what is in a mode besides: only where the device has them named. */
export function OnOffButtons({ view, onCommand }: Pick<ControlsProps, 'view' | 'onCommand'>) {
  const { entity, id, available } = view;
  const { commands, modes } = entity.capabilities;
  if (commands === undefined) return null;
  // Where off is one of its modes, the modes are the switch.
  if (modes?.includes('off') && takes(entity, 'set_mode')) return null;
  const buttons = [
    { command: 'turn_on', words: 'Turn on' },
    { command: 'turn_off', words: 'Turn off' },
  ].filter(({ command }) => takes(entity, command));
  if (buttons.length === 0) return null;
  return (
    <div className="flex gap-2">
      {buttons.map(({ command, words }) => (
        <Button
          key={command}
          className="flex-1"
          disabled={!available}
          onClick={() => onCommand({ entity: id, command })}
        >
          {words}
        </Button>
      ))}
    </div>
  );
}
