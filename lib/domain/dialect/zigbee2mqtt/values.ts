import type { Command, Encoded } from '../../command/command.ts';
import type { State, Value } from '../../entity/entity.ts';
import { type Expose, isPublished, numberOf, type Scalar } from './expose.ts';
import { type Form, misfit, setMessage, state } from './form.ts';

/** A number with or without a unit: a sensor, or one that can be set. */
export function numeric(expose: Expose): Form {
  const { property } = expose;
  return {
    properties: [property],
    read(values, _before, moment) {
      const value = values[property];
      if (value === undefined) return [];
      if (value === null || value === '') return [state('value', null, moment)];
      const number = numberOf(value);
      return [
        number === null ? misfit(property, value, 'a number') : state('value', number, moment),
      ];
    },
    encode(entity, command) {
      const value = command['value'] as number;
      return setMessage(entity, { [property]: value }, shownIf(expose, value));
    },
  };
}

/** One of several words: a select, or a sensor of class enum. */
export function choice(expose: Expose): Form {
  const { property, values: words } = expose;
  return {
    properties: [property],
    read(values, _before, moment) {
      const value = values[property];
      if (value === undefined) return [];
      if (value === null || value === '') return [state('value', null, moment)];
      if (typeof value === 'object') return [misfit(property, value, 'one of its words')];
      return [state('value', String(value), moment)];
    },
    encode(entity, command) {
      const option = String(command['option']);
      // Some choices are numbers or yes and no: they go out as the device wrote them.
      const word: Scalar = words.find((value) => String(value) === option) ?? option;
      return setMessage(entity, { [property]: word }, shownIf(expose, option));
    },
  };
}

/** Any text. */
export function textual(expose: Expose): Form {
  const { property } = expose;
  return {
    properties: [property],
    read(values, _before, moment) {
      const value = values[property];
      if (value === undefined) return [];
      if (value === null) return [state('value', null, moment)];
      return [
        state('value', typeof value === 'object' ? JSON.stringify(value) : String(value), moment),
      ];
    },
    encode(entity, command) {
      const value = String(command['value']);
      return setMessage(entity, { [property]: value }, shownIf(expose, value));
    },
  };
}

/** A choice of one: pressing says it. */
export function press(expose: Expose): Form {
  return {
    properties: [],
    read: () => [],
    encode: (entity: Parameters<Form['encode']>[0], _command: Command): Encoded =>
      setMessage(entity, { [expose.property]: expose.values[0] ?? '' }),
  };
}

/** What a device that publishes the property will report; nothing where it does not. */
const shownIf = (expose: Expose, value: Value): State => (isPublished(expose) ? { value } : {});
