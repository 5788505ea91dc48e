import { arithmeticFilters } from './filters/arithmetic.ts';
import { bytesFilters } from './filters/bytes.ts';
import { convertFilters } from './filters/convert.ts';
import type { Filter } from './filters/filter.ts';
import { listFilters } from './filters/lists.ts';
import { regexFilters } from './filters/regexes.ts';
import { selectFilters } from './filters/select.ts';
import { textFilters } from './filters/texts.ts';
import { timeFilters } from './filters/times.ts';
import { TemplateError } from './limits.ts';
import type { Runtime } from './runtime.ts';
import type { Arguments, Py } from './value.ts';

/** Every filter by its name: Jinja's, and Home Assistant's additions. */
const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ...convertFilters,
  ...arithmeticFilters,
  ...listFilters,
  ...selectFilters(runFilter),
  ...textFilters,
  ...regexFilters,
  ...timeFilters,
  ...bytesFilters,
]);

/** `value|name(args)`. Throws for a filter that does not exist. */
export function runFilter(name: string, value: Py, args: Arguments, runtime: Runtime): Py {
  const filter = FILTERS.get(name);
  if (filter === undefined) throw new TemplateError(`unknown filter ${name}`);
  runtime.budget.spend();
  return filter(value, args, runtime);
}
