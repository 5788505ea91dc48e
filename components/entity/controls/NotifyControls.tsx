import type { ControlsProps } from '../props.ts';
import { MessageForm } from './MessageForm.tsx';

/** A message to whoever is behind it. */
export function NotifyControls({ view, onCommand }: ControlsProps) {
  return (
    <div className="py-4">
      <MessageForm
        label="Message"
        verb="Send"
        isLong
        disabled={!view.available}
        onSend={(message) => onCommand({ entity: view.id, command: 'send', message })}
      />
    </div>
  );
}
