import { onOffCommand } from '../../command/arguments.ts';
import type { Command } from '../../command/command.ts';
import { isRefused, unsupported } from '../../command/refused.ts';
import { CONDITION, ELECTRICITY, flag } from './measured.ts';
import type { Call, CommandContext, ComponentType, Fields, Part } from './part.ts';

/** Something that is on or off by a boolean in its status. */
function onOff(
  key: string,
  path: string,
  call: (on: boolean, context: CommandContext) => Omit<Call, 'target'>,
): Part {
  return {
    ...flag(path, (component) => component),
    key,
    kind: 'switch',
    call(command: Command, context) {
      const wish = onOffCommand(command, context.before);
      if (isRefused(wish)) return wish;
      return { ...call(wish.on, context), target: { on: wish.on } };
    },
  };
}

export const SWITCH: ComponentType = {
  label: 'Switch',
  parts: [
    onOff('', 'output', (on, { id }) => ({ method: 'Switch.Set', params: { id, on } })),
    ...ELECTRICITY,
    ...CONDITION,
  ],
};

/** A script runs or does not; it can be started and stopped. */
export const SCRIPT: ComponentType = {
  label: 'Script',
  parts: [
    {
      ...onOff('', 'running', (on, { id }) => ({
        method: on ? 'Script.Start' : 'Script.Stop',
        params: { id },
      })),
      category: 'config',
    },
  ],
};

/** A virtual switch, made in the device's own settings. */
export const BOOLEAN: ComponentType = {
  label: 'Boolean',
  parts: [
    onOff('', 'value', (value, { id }) => ({ method: 'Boolean.Set', params: { id, value } })),
  ],
};

/** Something that is pressed, and then says so. */
export function pressed(
  key: string,
  name: Part['name'],
  isIn: (status: Fields) => boolean,
  call: (context: CommandContext) => Omit<Call, 'target'>,
): Part {
  return {
    key,
    kind: 'button',
    name,
    isIn,
    read: () => ({}),
    call: (command, context) =>
      command.command === 'press' ? { ...call(context), target: {} } : unsupported(command.command),
  };
}
