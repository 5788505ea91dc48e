import type { Publish } from '../../domain/dialect/message.ts';

/** How a page says that it is there. Retained, so that who looks later sees it too. */
export const announcement = (clientId: string, payload: 'online' | 'offline'): Publish => ({
  topic: `clients/${clientId}/status`,
  payload,
  qos: 1,
  retain: true,
});

/** An orderly end: it is said once to who listens now, and the retained word is taken away. */
export const FAREWELL: readonly Partial<Publish>[] = [
  { payload: 'offline', retain: false },
  { payload: '', retain: true },
];
