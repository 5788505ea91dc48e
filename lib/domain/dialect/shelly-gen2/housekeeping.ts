import { unsupported } from '../../command/refused.ts';
import { isObject } from '../safe-json.ts';
import { flag, measured } from './measured.ts';
import type { ComponentType, Fields, Part } from './part.ts';
import { pushes } from './sensors.ts';
import { pressed } from './switching.ts';

/** The version that the maker offers; null if there is none; undefined if the status does not say. */
function offered(status: Fields): string | null | undefined {
  const updates = status['available_updates'];
  if (!isObject(updates)) return undefined;
  const stable = updates['stable'];
  return isObject(stable) && typeof stable['version'] === 'string' ? stable['version'] : null;
}

const firmware: Part = {
  key: 'available_updates',
  kind: 'update',
  name: () => 'Firmware',
  deviceClass: 'firmware',
  category: 'config',
  capabilities: () => ({ commands: ['install'] }),
  isIn: (status) => offered(status) !== undefined,
  read(status, { before }) {
    const latest = offered(status);
    if (latest === undefined) return {};
    // What is installed is not in the status; without an offer it is the latest.
    const installed = before['installed_version'] ?? null;
    return { latest_version: latest ?? installed, title: 'Shelly' };
  },
  call: (command) =>
    command.command === 'install'
      ? { method: 'Shelly.Update', params: { stage: 'stable' }, target: {} }
      : unsupported(command.command),
};

export const SYS: ComponentType = {
  label: 'System',
  parts: [
    {
      ...pressed(
        'reboot',
        () => 'Restart',
        (status) => typeof status['mac'] === 'string',
        () => ({ method: 'Shelly.Reboot', params: {} }),
      ),
      deviceClass: 'restart',
      category: 'config',
    },
    flag('restart_required', () => 'Restart required', {
      deviceClass: 'problem',
      category: 'diagnostic',
    }),
    {
      ...measured('uptime', null, { deviceClass: 'duration', unit: 's', category: 'diagnostic' }),
      name: () => 'Uptime',
      enabled: false,
    },
    firmware,
    {
      ...pushes(['sys_btn_push', 'sys_btn_push_long', 'sys_btn_down', 'sys_btn_up'], () => false),
      name: () => 'System button',
    },
  ],
};
