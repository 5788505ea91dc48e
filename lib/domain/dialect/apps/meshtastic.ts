import { rename } from '../plain/asides.ts';
import { leavesIn } from '../plain/flatten.ts';
import { isObject } from '../safe-json.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

/** What the radio knows of its last message, beside the payload. */
const RADIO = new Set(['rssi', 'snr']);

/** Meshtastic: `msh/…/json/<channel>/<gateway>`, where `from` says which node it is about. */
export const meshtastic: App = (levels, message, notebook) => {
  const json = message.json();
  if (!levels.includes('json') || !isObject(json)) return NOTHING;
  const { from, type, payload } = json;
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0 || !isObject(payload))
    return NOTHING;
  const node = `!${from.toString(16).padStart(8, '0')}`;
  const id = `meshtastic/${node}`;
  if (type === 'nodeinfo' && typeof payload['longname'] === 'string') {
    const name = payload['longname'].slice(0, 64);
    return name === '' ? NOTHING : [...NOTHING, ...rename(notebook, id, name)];
  }
  if (type !== 'telemetry') return NOTHING;
  return valuesAt({
    device: appDevice(id, node, { manufacturer: 'Meshtastic' }),
    uniquePrefix: id,
    isShared: true,
    leaves: () => [
      ...leavesIn(payload, ['payload']),
      ...leavesIn(json, []).filter(({ names }) => names.length === 1 && RADIO.has(names[0] ?? '')),
    ],
    refine: ({ path }) => ({
      ...(path.length === 1 ? { category: 'diagnostic' as const } : {}),
      binding: { where: [['from'], String(from)] },
    }),
  });
};
