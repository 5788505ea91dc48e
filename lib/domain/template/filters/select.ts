import { truthy } from '../compare.ts';
import { TemplateError } from '../limits.ts';
import type { Runtime } from '../runtime.ts';
import { runTest } from '../tests.ts';
import { type Arguments, type Py, Undefined } from '../value.ts';
import { attributeOf } from './attribute-path.ts';
import { type Filter, type FilterTable, iterate } from './filter.ts';

/** `select`, `reject` (by the item) and `selectattr`, `rejectattr` (by its attribute). */
const choose =
  (keep: boolean, byAttribute: boolean): Filter =>
  (value, { positional, named }, runtime) => {
    const rest = byAttribute ? positional.slice(1) : positional;
    const [path] = positional;
    if (byAttribute && path === undefined) throw new TemplateError('the attribute is missing');
    const [test, ...args] = rest;
    if (test !== undefined && typeof test !== 'string')
      throw new TemplateError('a test has a name');
    return iterate(value, runtime).filter((item) => {
      const subject = byAttribute ? attributeOf(item, path!) : item;
      const found =
        test === undefined
          ? truthy(subject)
          : runTest(test, subject, { positional: args, named }, runtime);
      return found === keep;
    });
  };

/** `map('filter', …)` and `map(attribute='…', default=…)`; `runFilter` breaks the circle of imports. */
export const selectFilters = (
  runFilter: (name: string, value: Py, args: Arguments, runtime: Runtime) => Py,
): FilterTable => [
  ['select', choose(true, false)],
  ['reject', choose(false, false)],
  ['selectattr', choose(true, true)],
  ['rejectattr', choose(false, true)],
  [
    'map',
    (value, { positional, named }, runtime) => {
      const items = iterate(value, runtime);
      const attribute = named.get('attribute');
      if (attribute !== undefined) {
        const fallback = named.get('default');
        return items.map((item) => {
          const found = attributeOf(item, attribute);
          return found instanceof Undefined && fallback !== undefined ? fallback : found;
        });
      }
      const [name, ...args] = positional;
      if (typeof name !== 'string') throw new TemplateError('map needs a filter');
      return items.map((item) => runFilter(name, item, { positional: args, named }, runtime));
    },
  ],
  [
    'apply',
    (value, { positional, named }, runtime) => {
      const [callee, ...args] = positional;
      if (typeof callee !== 'object' || callee === null || !('call' in callee)) {
        throw new TemplateError('apply needs a function');
      }
      return (callee as { call: (args: Arguments, runtime: Runtime) => Py }).call(
        { positional: [value, ...args], named },
        runtime,
      );
    },
  ],
];
