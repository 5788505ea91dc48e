export const CLIENT_ID = 'inglenook-recorder';

/** Where the recorder says that it is there; its last will says that it is not. */
export const presence = {
  topic: `clients/${CLIENT_ID}/status`,
  options: { qos: 1, retain: true },
} as const;

/** What the broker says for a recorder that has died. */
export const lastWill = {
  topic: presence.topic,
  payload: Buffer.from('offline'),
  ...presence.options,
};
