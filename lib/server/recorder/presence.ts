export const CLIENT_ID = 'inglenook-recorder';

/** Where a recorder says that it is there; its last will says that it is not. */
export const presenceOf = (clientId: string) =>
  ({ topic: `clients/${clientId}/status`, options: { qos: 1, retain: true } }) as const;

/** What the broker says for a recorder that has died. */
export const lastWillOf = (clientId: string) => {
  const { topic, options } = presenceOf(clientId);
  return { topic, payload: Buffer.from('offline'), ...options };
};
