import { takes } from '@/lib/browser/entity/capable.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import type { Command } from '@/lib/domain/command/command.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Props = {
  view: EntityView;
  /** In a column beside a blind, else in a row. */
  isColumn?: boolean;
  onCommand: (command: Command) => void;
};

const MOVES = [
  { command: 'open', words: 'Open', icon: 'arrow-up' },
  { command: 'stop', words: 'Stop', icon: 'stop' },
  { command: 'close', words: 'Close', icon: 'arrow-down' },
] as const;

/** Open, Stop and Close: always there, whatever the cover says that it is. */
export function MoveButtons({ view, isColumn = false, onCommand }: Props) {
  return (
    <div className={`flex min-w-0 flex-1 gap-2 ${isColumn ? 'flex-col' : 'flex-wrap'}`}>
      {MOVES.filter(({ command }) => takes(view.entity, command)).map(
        ({ command, words, icon }) => (
          <Button
            key={command}
            className="min-h-14 flex-1 px-3"
            disabled={!view.available}
            onClick={() => onCommand({ entity: view.id, command })}
          >
            <Icon name={icon} size={20} />
            {words}
          </Button>
        ),
      )}
    </div>
  );
}
