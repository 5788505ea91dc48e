import { readable } from '../infer/names.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, measured, NOTHING, valuesAt } from './app.ts';

/** ebusd: `ebusd/<circuit>/<message>[/<field>]`, bare or `{"<field>": {"value": …}}`. */
export const ebusd: App = ([root, circuit, name, field], message) => {
  if (!circuit || !name || circuit === 'global' || circuit === 'broadcast') return NOTHING;
  if (['get', 'set', 'list', 'config'].includes(field ?? name)) return NOTHING;
  const id = `${root}/${circuit}`;
  const isBare = typeof message.json() !== 'object';
  return valuesAt({
    device: appDevice(id, readable(circuit)),
    uniquePrefix: id,
    names: field === undefined || isGeneral(field) ? [name] : [name, field],
    context: isBare ? name : null,
    availabilityTopics: [`${root}/global/running`],
    // `ok` and `offline` of a sensor: how good the value beside it is.
    refine: ({ names }) => (names.at(-1) === 'sensor' ? null : {}),
  });
};

const isGeneral = (field: string): boolean => field === '0' || field === 'value';

const worked: Refinement = {
  unit: 'min',
  deviceClass: 'duration',
  stateClass: 'total_increasing',
  category: 'diagnostic',
};
/** Units of a boiler's values that the names do not tell (emsesp/EMS-ESP32, boiler.cpp). */
const BOILER: Readonly<Record<string, Refinement>> = {
  ubauptime: worked,
  burnworkmin: worked,
  heatworkmin: worked,
  syspress: measured('bar', 'pressure'),
  curburnpow: measured('%', null),
  selburnpow: measured('%', null),
};

/** EMS-ESP: `ems-esp/<device>_data[_<circuit>]` with an object of values. */
export const emsEsp: App = ([root, part, more]) => {
  const [, device, circuit] = /^(\w+?)_data(?:_(\w+))?$/.exec(part ?? '') ?? [];
  if (device === undefined || more !== undefined) return NOTHING;
  const name = circuit === undefined ? device : `${device} ${circuit}`;
  return valuesAt({
    device: appDevice(`${root}/${part}`, readable(name)),
    uniquePrefix: `${root}/${part}`,
    availabilityTopics: [`${root}/status`],
    refine({ path }) {
      const key = path.at(-1) ?? '';
      return (Object.hasOwn(BOILER, key) ? BOILER[key] : undefined) ?? {};
    },
  });
};
