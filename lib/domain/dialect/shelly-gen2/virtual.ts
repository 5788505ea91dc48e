import { unsupported } from '../../command/refused.ts';
import { measured, told } from './measured.ts';
import type { ComponentType, Fields, Part } from './part.ts';
import { PUSHES, pushes } from './sensors.ts';
import { pressed } from './switching.ts';

/** Components that the owner makes in the device's settings; their limits are not in the status. */
const NUMBER_LIMITS = { min: -1e9, max: 1e9, mode: 'box' };

export const NUMBER: ComponentType = {
  label: 'Number',
  parts: [
    {
      ...measured('value', null, {}),
      key: '',
      kind: 'number',
      capabilities: () => NUMBER_LIMITS,
      call: (command, { id }) =>
        command.command === 'set'
          ? {
              method: 'Number.Set',
              params: { id, value: command['value'] },
              target: { value: Number(command['value']) },
            }
          : unsupported(command.command),
    },
  ],
};

/** A text, or a choice of texts that only the configuration lists. */
const worded = (
  kind: 'text' | 'select',
  method: string,
  wish: 'set' | 'select',
  argument: string,
  more: Partial<Part>,
): Part => ({
  ...told('value', (component) => component, more),
  key: '',
  kind,
  call: (command, { id }) =>
    command.command === wish
      ? {
          method,
          params: { id, value: command[argument] },
          target: { value: String(command[argument]) },
        }
      : unsupported(command.command),
});

export const TEXT: ComponentType = {
  label: 'Text',
  parts: [worded('text', 'Text.Set', 'set', 'value', { capabilities: () => ({ max: 255 }) })],
};

export const ENUM: ComponentType = {
  label: 'Enum',
  parts: [
    worded('select', 'Enum.Set', 'select', 'option', { capabilities: () => ({ options: [] }) }),
  ],
};

export const BUTTON: ComponentType = {
  label: 'Button',
  parts: [
    pressed(
      '',
      (component) => component,
      () => true,
      ({ id }) => ({ method: 'Button.Trigger', params: { id, event: 'single_push' } }),
    ),
    pushes(PUSHES, () => false),
  ],
};

/** Any JSON, shown as it is. */
export const OBJECT: ComponentType = {
  label: 'Object',
  parts: [
    {
      key: '',
      kind: 'structured',
      name: (component) => component,
      isIn: (status: Fields) => typeof status['value'] === 'object' && status['value'] !== null,
      read: (status) => {
        const value = status['value'];
        if (value === null) return { value };
        return typeof value === 'object' ? { value: JSON.stringify(value) } : {};
      },
    },
  ],
};
