import type { Encoded } from '../../command/command.ts';
import type { EntityKind } from '../../entity/entity.ts';
import { commandSender } from './command-sender.ts';
import { COMMAND_KEYS, type Component, PLAIN, topics } from './component.ts';
import { type Config, text, textOrNull } from './config.ts';

const BUTTON_CLASSES: ReadonlySet<string> = new Set(['identify', 'restart', 'update']);

/** Home Assistant's `button` (conventions §1.13): nothing to show, one thing to do. */
export const button: Component = pressed('button', 'payload_press', 'PRESS', (config) => {
  const name = textOrNull(config, 'device_class');
  return name !== null && BUTTON_CLASSES.has(name) ? name : null;
});

/** Home Assistant's `scene` (conventions §1.13). */
export const scene: Component = pressed('scene', 'payload_on', 'ON', () => null);

/** What only takes one command, which always says the same. */
function pressed(
  kind: EntityKind,
  payloadKey: string,
  fallback: string,
  classOf: (config: Config) => string | null,
): Component {
  return {
    kind,
    keys: [...COMMAND_KEYS, 'command_template', 'device_class', payloadKey],
    open(config) {
      const command = commandSender(config);
      if (command === null) return `a ${kind} needs a command_topic`;
      const payload = text(config, payloadKey) ?? fallback;
      return {
        ...PLAIN,
        deviceClass: classOf(config),
        commandTopics: topics(command.topic),
        read: () => [],
        encode: (): Encoded => command.send(payload, {}),
      };
    },
  };
}
