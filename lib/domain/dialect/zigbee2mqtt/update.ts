import { unsupported } from '../../command/refused.ts';
import type { Binding, Value } from '../../entity/entity.ts';
import type { Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { otaUpdate } from './bridge-requests.ts';
import { numberOf } from './expose.ts';
import { type Form, misfit, type Part, state } from './form.ts';

/** The firmware of a device: what is installed, what there is, and how far the installing is. */
export const updatePart = (base: string, address: string): Part => ({
  id: 'update',
  kind: 'update',
  name: 'Firmware',
  deviceClass: 'firmware',
  category: 'diagnostic',
  properties: ['update', 'update_available'],
  gettable: [],
  isSettable: true,
  capabilities: { commands: ['install'] },
  binding: { form: 'update', base, address },
});

export function update({ base, address }: Binding): Form | null {
  if (typeof base !== 'string' || typeof address !== 'string') return null;
  return {
    properties: ['update'],
    read(values, _before, moment) {
      const told = values['update'];
      if (told === undefined || told === null) return [];
      if (!isObject(told)) return [misfit('update', told, 'an object')];
      const reports: Report[] = [];
      const add = (property: string, value: Value) => reports.push(state(property, value, moment));
      const [installed, latest] = [
        version(told['installed_version']),
        version(told['latest_version']),
      ];
      if (installed !== null) add('installed_version', installed);
      // Before it is looked up the newest is the one it has.
      if (latest !== null || installed !== null) add('latest_version', latest ?? installed);
      const status = told['state'];
      if (typeof status === 'string') {
        add('in_progress', status === 'updating');
        add('update_percentage', status === 'updating' ? numberOf(told['progress']) : null);
      }
      const notes = told['latest_release_notes'];
      if (typeof notes === 'string') add('release_summary', notes);
      const source = told['latest_source'];
      if (typeof source === 'string' && /^https?:\/\//.test(source)) add('release_url', source);
      return reports;
    },
    encode: (_entity, { command }) =>
      command === 'install'
        ? { ok: true, messages: [otaUpdate(base, address)], target: { in_progress: true } }
        : unsupported(command),
  };
}

/** Firmware versions are numbers of the image, seldom texts; -1 stands for unknown. */
const version = (value: unknown): string | null =>
  (typeof value === 'number' && value >= 0) || (typeof value === 'string' && value !== '')
    ? String(value)
    : null;
