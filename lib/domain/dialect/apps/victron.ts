import { namesQuantity } from '../infer/infer.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

/** Paths that say what a thing is and how it is set up, not what it does. */
const HOUSEKEEPING =
  /^(?:Settings|Mgmt|DeviceInstance|ProductId|ProductName|CustomName|FirmwareVersion|HardwareVersion|Serial|Connected|Devices|UpdateIndex|RefreshTime|.*(?:Id|Version|Name|Instance)$)/;
const KNOWN: readonly (readonly [RegExp, Refinement])[] = [
  [/Amphours$/, { unit: 'Ah', deviceClass: null, stateClass: 'measurement' }],
  [/TimeToGo$/, { unit: 's', deviceClass: 'duration', stateClass: 'measurement' }],
  [
    /(?:^|\/)Yield\/(?!Power)/,
    { unit: 'kWh', deviceClass: 'energy', stateClass: 'total_increasing' },
  ],
  [/Temperature$/, { unit: '°C', deviceClass: 'temperature', stateClass: 'measurement' }],
  [/(?:^|\/)(?:I|Current)$/, { unit: 'A', deviceClass: 'current', stateClass: 'measurement' }],
  [/(?:^|\/)(?:V|Voltage)$/, { unit: 'V', deviceClass: 'voltage', stateClass: 'measurement' }],
  [/(?:^|\/)(?:P|Power)$/, { unit: 'W', deviceClass: 'power', stateClass: 'measurement' }],
  [/(?:^|\/)F$/, { unit: 'Hz', deviceClass: 'frequency', stateClass: 'measurement' }],
];

/** Venus OS: `N/<portal>/<service>/<instance>/<path>` with `{"value": …}`; null is "unknown". */
export const victron: App = (levels) => {
  const [, portal, service, instance, ...path] = levels;
  if (!portal || !service || !instance || path.length === 0) return NOTHING;
  const way = path.join('/');
  if (service === 'settings' || service === 'logger' || HOUSEKEEPING.test(way)) return NOTHING;
  const known = KNOWN.find(([form]) => form.test(way))?.[1];
  return valuesAt({
    device: appDevice(`victron/${portal}`, portal, { manufacturer: 'Victron Energy' }),
    uniquePrefix: `victron/${portal}`,
    names: [service, instance, ...path],
    refine: ({ scalar }) => {
      if (scalar.type === 'text' || scalar.type === 'word') return null;
      // Venus tells of everything it might measure, and null where it does not.
      if (scalar.type === 'unknown' && known === undefined && !namesQuantity(path.at(-1) ?? ''))
        return null;
      return { ...(scalar.type === 'unknown' ? { kind: 'sensor' as const } : {}), ...known };
    },
  });
};
