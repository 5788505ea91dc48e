import { onOffCommand } from '../../command/arguments.ts';
import type { Command, Encoded } from '../../command/command.ts';
import { invalid, isRefused, unsupported } from '../../command/refused.ts';
import type { Entity, State } from '../../entity/entity.ts';
import { writeColor } from './color.ts';
import { bindingOf, type Form, type Property, type Range } from './property.ts';

/** A command as the payload of `<property>/set`, never retained. */
export function encode(entity: Entity, command: Command, before: State): Encoded {
  const binding = bindingOf(entity);
  if (binding === null || entity.source.commandTopics.length === 0)
    return unsupported(command.command);
  const { property, form } = binding;
  switch (entity.kind) {
    case 'switch': {
      const wish = onOffCommand(command, before);
      if (!wish.ok) return wish;
      if (form.type !== 'boolean') return unsupported(command.command);
      return written(property, wish.on ? form.on : form.off, { on: wish.on });
    }
    case 'button':
      return written(property, form.type === 'enum' ? (form.options[0] ?? '') : 'true', {});
    case 'select':
      return written(property, String(command['option']), { value: String(command['option']) });
    case 'color': {
      const models = form.type === 'color' ? form.models : [];
      const color = writeColor(command, models, property.generation, before);
      return isRefused(color) ? color : written(property, color.payload, color.target);
    }
    default:
      return command.command === 'set'
        ? setValue(property, form, command['value'])
        : unsupported(command.command);
  }
}

function setValue(property: Property, form: Form, value: unknown): Encoded {
  if (form.type === 'number') {
    if (typeof value !== 'number') return invalid('value must be a number');
    const number = onGrid(form.isInteger ? Math.round(value) : value, form.range);
    return written(property, plainNumber(number), { value: number });
  }
  if (form.type === 'json') {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return written(property, text, typeof value === 'string' ? { value } : {});
  }
  const text = String(value);
  // Version 5: an empty payload would delete the topic.
  return written(property, property.generation === 5 && text === '' ? '\0' : text, { value: text });
}

/** Version 5: a value is rounded to the nearest step, counted from the least or greatest value. */
function onGrid(value: number, { min, max, step }: Range): number {
  if (step === null) return value;
  const origin = min ?? max ?? 0;
  const rounded = origin + Math.round((value - origin) / step) * step;
  const near = max !== null && rounded > max ? rounded - step : rounded;
  // Sums of decimal fractions carry dust: 0.1 + 0.2.
  return Number(near.toPrecision(12));
}

/** Homie knows no 1e-7. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : text;
}

/** Nothing reports a property that is not retained. */
function written(property: Property, payload: string, target: State): Encoded {
  return {
    ok: true,
    messages: [{ topic: `${property.topic}/set`, payload, qos: 1, retain: false }],
    target: property.isRetained ? target : {},
  };
}
