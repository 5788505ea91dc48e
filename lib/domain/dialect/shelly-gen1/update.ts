import { unsupported } from '../../command/refused.ts';
import { isObject } from '../safe-json.ts';
import { type Part, said } from './part.ts';

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** The firmware, as `announce` and `info` tell of it. */
export const firmware: Part = {
  key: 'update',
  kind: 'update',
  name: 'Firmware',
  deviceClass: 'firmware',
  category: 'config',
  capabilities: () => ({ commands: ['install'] }),
  listens: ['announce', 'info'],
  speaks: ['command'],
  read({ message }) {
    const json = message.json();
    if (!isObject(json)) return 'no JSON object';
    const update = isObject(json['update']) ? json['update'] : null;
    if (update !== null) {
      const installed = text(update['old_version']);
      if (installed === null) return {};
      const latest = update['has_update'] === true ? text(update['new_version']) : installed;
      return { installed_version: installed, latest_version: latest };
    }
    const installed = text(json['fw_ver']);
    if (installed === null) return {};
    // The announcement says that there is a newer one, not which.
    const latest = json['new_fw'] === true ? 'newer' : installed;
    return { installed_version: installed, latest_version: latest };
  },
  encode: (command, { root }) =>
    command.command === 'install'
      ? said(`${root}command`, 'update_fw', {})
      : unsupported(command.command),
};
