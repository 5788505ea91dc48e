import { attribute, item } from './access.ts';
import { formatFloat, formatInt, type Layout, lay } from './format-spec.ts';
import { TemplateError } from './limits.ts';
import { asNumber, isFloat, toDouble } from './number.ts';
import type { Runtime } from './runtime.ts';
import { repr, str } from './text.ts';
import type { Arguments, Py } from './value.ts';

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?\}|[{}]/g;
const SPEC =
  /^(?:([\s\S])?([<>=^]))?([+\- ]?)(#?)(0?)(\d{0,6})([,_]?)(?:\.(\d{1,6}))?([bcdeEfFgGnosxX%]?)$/u;

/** Python's str.format with one level of fields. */
export function formatBraces(format: string, args: Arguments, { budget }: Runtime): string {
  let automatic = 0;
  let length = 0;
  budget.read(format);
  return format.replace(FIELD, (whole, path?: string, conversion?: string, spec?: string) => {
    if (whole === '{{') return '{';
    if (whole === '}}') return '}';
    if (path === undefined) throw new TemplateError('a single brace in the format');
    budget.spend();
    const [name, ...steps] = path.split(/(?=[.[])/);
    const index = name === '' ? automatic++ : Number(name);
    let value = Number.isInteger(index) ? args.positional[index] : args.named.get(name!);
    if (value === undefined) throw new TemplateError(`the format needs ${name || index}`);
    for (const step of steps) {
      const key = step.startsWith('.') ? step.slice(1) : step.slice(1, -1);
      value = step.startsWith('.')
        ? attribute(value, key)
        : item(value, /^\d+$/.test(key) ? Number(key) : key);
    }
    if (conversion !== undefined)
      value = conversion === 'r' ? repr(value, budget) : str(value, budget);
    const text = formatSpec(value, spec ?? '', budget);
    length += text.length;
    budget.make(length);
    return text;
  });
}

/** Python's format(value, spec). */
export function formatSpec(value: Py, spec: string, budget: Runtime['budget']): string {
  if (spec === '') return str(value, budget);
  const match = SPEC.exec(spec);
  if (match === null) throw new TemplateError('bad format');
  const [, fill, align, sign, alternate, zero, width, group, precision, type] = match;
  const number = asNumber(value);
  const layout: Layout = {
    fill: fill ?? (zero === '0' ? '0' : ' '),
    align: (align ?? (number === null ? '<' : zero === '0' ? '=' : '>')) as Layout['align'],
    sign: sign === '+' || sign === ' ' ? sign : '',
    alternate: alternate === '#',
    width: Number(width),
    group: (group ?? '') as Layout['group'],
    precision: precision === undefined ? null : Number(precision),
  };
  budget.make(layout.width);
  if (number === null || type === 's') {
    if (type !== '' && type !== 's') throw new TemplateError(`format ${type} needs a number`);
    const text = str(value, budget);
    return lay('', layout.precision === null ? text : text.slice(0, layout.precision), layout);
  }
  const whole = !isFloat(number);
  if (whole && (type === '' || 'bdoxXn'.includes(type!))) {
    return formatInt(number as number | bigint, type === '' || type === 'n' ? 'd' : type!, layout);
  }
  if ('bdoxXc'.includes(type!) && type !== '')
    throw new TemplateError(`format ${type} needs an int`);
  return formatFloat(toDouble(number), type === '' ? null : type === 'n' ? 'g' : type!, layout);
}
