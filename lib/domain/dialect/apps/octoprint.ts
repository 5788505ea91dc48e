import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

const degrees: Refinement = {
  unit: '°C',
  deviceClass: 'temperature',
  stateClass: 'measurement',
  binding: { assumedUnit: false },
};
const percent: Refinement = { unit: '%', deviceClass: null, stateClass: 'measurement' };

/**
 * OctoPrint's MQTT plugin: `octoPrint/temperature/<heater>` with actual and target,
 * `octoPrint/progress/printing` with progress in percent. `event` and `hass` tell no values.
 */
export const octoPrint: App = ([root = '', branch, what], _message) => {
  if (branch === 'temperature' && what) return printer(root, [what], degrees);
  if (branch === 'progress' && what) return printer(root, [], percent);
  return branch === 'event' || branch === 'progress' ? NOTHING : null;
};

const KEYS = new Set(['actual', 'target', 'progress']);

const printer = (root: string, names: readonly string[], refinement: Refinement) =>
  valuesAt({
    device: appDevice(root, root, { manufacturer: 'OctoPrint' }),
    uniquePrefix: root,
    names,
    availabilityTopics: [`${root}/mqtt`],
    refine: ({ path }) => (KEYS.has(path.at(-1) ?? '') ? refinement : null),
  });
