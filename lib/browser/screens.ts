/** The screens of the app. */
export type Screen =
  | {
      readonly type:
        | 'home'
        | 'rooms'
        | 'history'
        | 'more'
        | 'add-device'
        | 'people'
        | 'look'
        | 'about'
        | 'explorer'
        | 'nowhere';
    }
  | { readonly type: 'room'; readonly room: string };

const FIXED: Readonly<Record<string, Exclude<Screen['type'], 'room'>>> = {
  '/': 'home',
  '/rooms': 'rooms',
  '/history': 'history',
  '/more': 'more',
  '/more/add-device': 'add-device',
  '/more/people': 'people',
  '/more/look': 'look',
  '/more/about': 'about',
  '/more/explorer': 'explorer',
};

/** Which screen a path shows. */
export function screenOf(path: string): Screen {
  const plain = path === '/' ? path : path.replace(/\/$/, '');
  const type = Object.hasOwn(FIXED, plain) ? FIXED[plain] : undefined;
  if (type !== undefined) return { type };
  const room = /^\/rooms\/([^/]+)$/.exec(plain)?.[1];
  if (room === undefined) return { type: 'nowhere' };
  try {
    return { type: 'room', room: decodeURIComponent(room) };
  } catch {
    return { type: 'nowhere' };
  }
}

const TITLES: Readonly<Partial<Record<Screen['type'], string>>> = {
  rooms: 'Rooms',
  history: 'History',
  more: 'More',
  'add-device': 'Add a device',
  people: 'People & devices',
  look: 'Look',
  about: 'About',
  explorer: 'Topics',
};

/** What the tab says, besides the name of the app; undefined: only that. */
export const titleOf = (screen: Screen): string | undefined =>
  screen.type === 'room' ? screen.room : TITLES[screen.type];
