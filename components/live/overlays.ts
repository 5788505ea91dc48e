/** What lies over the screens, each in a file that is fetched after the first paint. */
export const LATER = {
  tileMenu: async () => ({ default: (await import('./TileMenu.tsx')).TileMenu }),
  keysList: async () => ({ default: (await import('./KeysList.tsx')).KeysList }),
  palette: async () => ({ default: (await import('./Palette.tsx')).Palette }),
};

/** Fetches them all, so that the service worker has them when the server is away. */
export async function loadOverlays(): Promise<void> {
  await Promise.all(Object.values(LATER).map((load) => load()));
}
