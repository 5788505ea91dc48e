import { nameIn, rename } from '../plain/asides.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, measured, NOTHING, valuesAt } from './app.ts';

/** Words that are states, though some of them elsewhere mean yes or no. */
const WORDS: Refinement = {
  kind: 'sensor',
  deviceClass: null,
  category: null,
  stateClass: null,
  unit: null,
  binding: { as: 'text' },
};
/** What TeslaMate's documentation says and the names do not. */
const KNOWN: Readonly<Record<string, Refinement>> = {
  state: WORDS,
  charging_state: WORDS,
  climate_keeper_mode: WORDS,
  shift_state: WORDS,
  geofence: WORDS,
  center_display_state: WORDS,
  power: measured('kW', 'power'),
  charger_power: measured('kW', 'power'),
  time_to_full_charge: measured('h', 'duration'),
  elevation: measured('m', 'distance'),
  heading: { unit: '°', deviceClass: null, stateClass: 'measurement_angle' },
  charge_energy_added: { unit: 'kWh', deviceClass: 'energy', stateClass: 'total_increasing' },
};
/** What the car is, not how it does; and where, which `location` says at once. */
const NOT_SHOWN = new Set(
  'model trim_badging exterior_color wheel_type spoiler_type latitude longitude update_version active_route_latitude active_route_longitude'.split(
    ' ',
  ),
);
const MAX_NAMESPACE = 5;

/** TeslaMate: `teslamate/[<namespace>/]cars/<n>/<field>` with bare values; an empty one is none. */
export const teslaMate: App = (levels, message, notebook) => {
  const at = levels.indexOf('cars');
  const [car, field, more] = levels.slice(at + 1);
  if (at < 1 || at > MAX_NAMESPACE || !car || !field || more !== undefined) return NOTHING;
  const id = `${levels.slice(0, at).join('/')}/cars/${car}`;
  if (field === 'display_name') {
    const name = nameIn(message);
    return name === null ? NOTHING : [...NOTHING, ...rename(notebook, id, name)];
  }
  if (NOT_SHOWN.has(field)) return NOTHING;
  return valuesAt({
    device: appDevice(id, `Tesla ${car}`, { manufacturer: 'Tesla' }),
    uniquePrefix: id,
    names: [field],
    refine: ({ names }) =>
      names.length === 0 && Object.hasOwn(KNOWN, field) ? (KNOWN[field] ?? {}) : {},
  });
};
