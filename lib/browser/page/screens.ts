/** The screens of the app. */
export type Screen =
  | {
      readonly type:
        | 'home'
        | 'rooms'
        | 'history'
        | 'more'
        | 'add-device'
        | 'devices'
        | 'define-device'
        | 'listen'
        | 'pair'
        | 'people'
        | 'look'
        | 'about'
        | 'explorer'
        | 'data'
        | 'nowhere';
    }
  | { readonly type: 'room'; readonly room: string }
  | { readonly type: 'device' | 'replace-device'; readonly device: string };

const FIXED: Readonly<
  Record<string, Exclude<Screen['type'], 'room' | 'device' | 'replace-device'>>
> = {
  '/': 'home',
  '/rooms': 'rooms',
  '/history': 'history',
  '/more': 'more',
  '/more/add-device': 'add-device',
  '/more/devices': 'devices',
  '/more/devices/new': 'define-device',
  '/more/devices/listen': 'listen',
  '/more/devices/pair': 'pair',
  '/more/people': 'people',
  '/more/look': 'look',
  '/more/about': 'about',
  '/more/explorer': 'explorer',
  '/more/data': 'data',
};

/** Which screen a path shows. */
export function screenOf(path: string): Screen {
  const plain = path === '/' ? path : path.replace(/\/$/, '');
  const type = Object.hasOwn(FIXED, plain) ? FIXED[plain] : undefined;
  if (type !== undefined) return { type };
  const room = decoded(/^\/rooms\/([^/]+)$/.exec(plain)?.[1]);
  if (room !== null) return { type: 'room', room };
  const [, id, replace] = /^\/more\/devices\/([^/]+)(\/replace)?$/.exec(plain) ?? [];
  const device = decoded(id);
  if (device === null) return { type: 'nowhere' };
  return { type: replace === undefined ? 'device' : 'replace-device', device };
}

/** One part of a path as it was meant; null: it is none. */
function decoded(part: string | undefined): string | null {
  try {
    return part === undefined ? null : decodeURIComponent(part);
  } catch {
    return null;
  }
}

const TITLES: Readonly<Partial<Record<Screen['type'], string>>> = {
  rooms: 'Rooms',
  history: 'History',
  more: 'More',
  'add-device': 'Add a device',
  devices: 'Devices',
  'define-device': 'Define a device',
  listen: 'Listen',
  pair: 'Pair a Zigbee device',
  device: 'Device',
  'replace-device': 'Replace a device',
  people: 'People & devices',
  look: 'Look',
  about: 'About',
  explorer: 'Topics',
  data: 'Data',
};

/** What the tab says, besides the name of the app; undefined: only that. */
export const titleOf = (screen: Screen): string | undefined =>
  screen.type === 'room' ? screen.room : TITLES[screen.type];
