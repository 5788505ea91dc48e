import { TemplateError } from './limits.ts';
import { type Arguments, Func, type Py } from './value.ts';

export const positional = (...values: Py[]): Arguments => ({
  positional: values,
  named: new Map(),
});

/**
 * The arguments in the order of `names`, given by place or by name; undefined where none was
 * given. Throws for an argument nobody expects, as Python does.
 */
export function bind(args: Arguments, ...names: readonly string[]): (Py | undefined)[] {
  if (args.positional.length > names.length) throw new TemplateError('too many arguments');
  for (const name of args.named.keys()) {
    const place = names.indexOf(name);
    if (place < 0 || place < args.positional.length) {
      throw new TemplateError(`unexpected argument ${name}`);
    }
  }
  return names.map((name, i) =>
    i < args.positional.length ? args.positional[i] : args.named.get(name),
  );
}

/** Refuses a missing argument. */
export function need(value: Py | undefined, name: string): Py {
  if (value === undefined) throw new TemplateError(`the argument ${name} is missing`);
  return value;
}

/** Refuses anything but text. */
export function needText(value: Py | undefined, name: string): string {
  if (typeof value !== 'string') throw new TemplateError(`${name} must be text`);
  return value;
}

/** A function whose arguments are bound to names. */
export function func(
  name: string,
  names: readonly string[],
  call: (values: readonly (Py | undefined)[], runtime: Parameters<Func['call']>[1]) => Py,
): Func {
  return new Func(name, (args, runtime) => call(bind(args, ...names), runtime));
}
