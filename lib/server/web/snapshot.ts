import type { HomeSnapshot } from '../../api/home.ts';
import type { Env } from '../env.ts';
import type { LiveHome } from './mqtt/live-home.ts';

type Settings = Pick<
  Env,
  'HOME_NAME' | 'HOME_TIME_ZONE' | 'MQTT_URL' | 'MQTT_PORT' | 'HA_DISCOVERY_PREFIX'
> & {
  readonly version: string;
};

export type SnapshotDesk = ReturnType<typeof createSnapshotDesk>;

/** Everything a page needs to go on alone with the broker. */
export function createSnapshotDesk(
  live: LiveHome,
  settings: Settings,
  now: () => number = Date.now,
) {
  return (user: HomeSnapshot['user']): HomeSnapshot => {
    const { home, choices } = live;
    const entities = home.entities().filter(({ id }) => !choices.hidden.has(id));
    return {
      home: { name: settings.HOME_NAME, timeZone: settings.HOME_TIME_ZONE },
      broker: { port: settings.MQTT_URL === undefined ? settings.MQTT_PORT : null },
      version: settings.version,
      now: now(),
      user,
      devices: home.devices().map((device) => ({
        ...device,
        name: choices.deviceNames.get(device.id) ?? device.name,
        room: choices.deviceRooms.get(device.id) ?? device.room,
      })),
      entities: entities.map((entity) => ({
        ...entity,
        name: choices.names.get(entity.id) ?? entity.name,
        icon: choices.icons.get(entity.id) ?? entity.icon,
      })),
      statuses: Object.fromEntries(entities.map(({ id }) => [id, home.status(id)])),
      hidden: [...choices.hidden],
      adoptions: Object.fromEntries(choices.adoptions),
      places: Object.fromEntries(choices.places),
      discoveryPrefix: settings.HA_DISCOVERY_PREFIX,
    };
  };
}
