import { appliance, from, progress } from '../devices/appliance.ts';
import type { Device, Memory } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import type { House } from '../house/house.ts';

const INSTALL_MS = 24_000;
const REPORTS_MS = Array.from({ length: 12 }, (_, i) => (i + 1) * 2_000 + 50);
const OLD = '7.57';
const NEW = '7.62';
const PEOPLE = ['Ada', 'Linus'];

/** The router: who is in (by their phones), and a firmware that can be brought up to date. */
export function router({ house, ...of }: Described & { readonly house: House }): Device {
  const isHome = (t: number) => house.people.stays(house.clock.day(t)).some(covers(t)) || night(t);
  const night = (t: number) => house.people.stays(house.clock.day(t) - 1).some(covers(t));
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      firmware: {
        platform: 'update',
        name: 'Firmware',
        device_class: 'firmware',
        title: 'Router OS',
        entity_category: 'config',
        state_topic: state,
        value_template: '{{ value_json.firmware | tojson }}',
        command_topic: command('firmware'),
        payload_install: 'install',
      },
      ...Object.fromEntries(
        PEOPLE.map((name) => [
          name.toLowerCase(),
          {
            platform: 'device_tracker',
            name,
            source_type: 'router',
            state_topic: state,
            value_template: from(name.toLowerCase()),
            payload_home: 'home',
            payload_not_home: 'not_home',
          },
        ]),
      ),
      clients: {
        platform: 'sensor',
        name: 'Clients',
        state_class: 'measurement',
        icon: 'mdi:devices',
        state_topic: state,
        value_template: from('clients'),
      },
    }),
    state: (t, memory) => ({
      firmware: firmwareAt(t, memory),
      ada: isHome(t) ? 'home' : 'not_home',
      // He leaves with her and is back an hour later.
      linus: isHome(t) && isHome(t - 3_600_000) ? 'home' : 'not_home',
      clients: isHome(t) ? 63 : 58,
    }),
    commands: {
      firmware: (payload) => (payload === 'install' ? { isUpdated: true } : null),
    },
    settlesMs: REPORTS_MS,
    habit: () => ({ isUpdated: false }),
  });
}

const covers = (t: number) => (stay: { readonly from: number; readonly to: number }) =>
  stay.from <= t && t < stay.to;

function firmwareAt(t: number, { isUpdated, changedAt }: Memory) {
  const done = progress(changedAt, t, INSTALL_MS);
  const isRunning = isUpdated === true && done < 1;
  return {
    installed_version: isUpdated && !isRunning ? NEW : OLD,
    latest_version: NEW,
    title: 'Router OS',
    release_summary: 'Faster Wi-Fi, and the guest network no longer forgets its name.',
    release_url: 'https://router.example.org/releases/7.62',
    in_progress: isRunning,
    update_percentage: isRunning ? Math.round(done * 100) : null,
  };
}
