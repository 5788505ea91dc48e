/** Where a device's own page is. */
export const deviceHref = (id: string): string => `/more/devices/${segment(id)}`;

/** Where another device is chosen to take its place. */
export const replaceHref = (id: string): string => `${deviceHref(id)}/replace`;

/** A device may be called like a screen beside it (screens.ts): written otherwise, it stays a device. */
const segment = (id: string): string =>
  id === 'new' || id === 'listen' || id === 'pair'
    ? `%${id.charCodeAt(0).toString(16)}${id.slice(1)}`
    : encodeURIComponent(id);
