import { formatFloat, formatInt, type Layout, lay } from './format-spec.ts';
import { TemplateError } from './limits.ts';
import { asDouble, asNumber, int, toDouble, toIndex } from './number.ts';
import type { Runtime } from './runtime.ts';
import { repr, str } from './text.ts';
import { isMapping, lookUp, type Py, Tuple, typeName } from './value.ts';

const DIRECTIVE =
  /%(?:\(([^)]*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([diouxXeEfFgGcrsa%])|%/g;

/** Python's `format % values`. */
export function formatPercent(format: string, values: Py, { budget }: Runtime): string {
  const list = values instanceof Tuple ? values.items : [values];
  let used = 0;
  const next = (): Py => {
    if (used >= list.length) throw new TemplateError('not enough values for the format');
    return list[used++]!;
  };
  let length = 0;
  budget.read(format);
  const text = format.replace(
    DIRECTIVE,
    (whole, key?: string, flags = '', width?: string, precision?: string, type?: string) => {
      if (type === undefined) throw new TemplateError('incomplete format');
      if (type === '%') return '%';
      const size = width === '*' ? toIndex(next()) : Number(width ?? 0);
      const digits =
        precision === '*'
          ? toIndex(next())
          : precision === undefined
            ? whole.includes('.') && !key?.includes('.')
              ? 0
              : null
            : Number(precision);
      const value = key === undefined ? next() : fromMapping(values, key);
      const layout: Layout = {
        fill: flags.includes('0') && !flags.includes('-') && !'crsa'.includes(type) ? '0' : ' ',
        align: flags.includes('-') || size < 0 ? '<' : flags.includes('0') ? '=' : '>',
        sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '',
        alternate: flags.includes('#'),
        width: Math.abs(size),
        group: '',
        precision: digits,
      };
      budget.make(layout.width);
      const part = one(value, type, layout, budget);
      length += part.length;
      budget.make(length);
      return part;
    },
  );
  const mapped = isMapping(values) || format.includes('%(');
  if (used < list.length && !mapped)
    throw new TemplateError('not all values were used by the format');
  return text;
}

function fromMapping(values: Py, key: string): Py {
  const value = isMapping(values) ? lookUp(values, key) : undefined;
  if (value === undefined) throw new TemplateError(`the format needs ${key}`);
  return value;
}

function one(value: Py, type: string, layout: Layout, budget: Runtime['budget']): string {
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? str(value, budget) : repr(value, budget);
    const align = layout.align === '=' ? '>' : layout.align;
    return lay('', layout.precision === null ? text : text.slice(0, layout.precision), {
      ...layout,
      align,
    });
  }
  if (type === 'c')
    return typeof value === 'string'
      ? value.slice(0, 1)
      : String.fromCodePoint(Math.min(0x10ffff, Math.max(0, toIndex(value))));
  const number = asNumber(value);
  if (number === null) throw new TemplateError(`%${type} needs a number, not ${typeName(value)}`);
  if ('diouxX'.includes(type)) {
    const whole = typeof number === 'bigint' ? number : int(Math.trunc(toDouble(number)));
    return formatInt(whole, type === 'i' || type === 'u' ? 'd' : type, layout);
  }
  return formatFloat(asDouble(number) ?? 0, type, layout);
}
