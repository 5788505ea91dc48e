/**
 * What may not happen any more in a database that a home has left: history grows, and the homeowner
 * changes something that would be forgotten. Signing in, and reading, go on.
 */
export const CLOSED: readonly (readonly [table: string, events: readonly string[]])[] = [
  ['tail', ['INSERT']],
  ...['device', 'entity', 'place', 'home_order', 'correction', 'retention'].map(
    (table) => [table, ['INSERT', 'UPDATE', 'DELETE']] as const,
  ),
  ['api_token', ['INSERT', 'UPDATE OF revoked_at', 'DELETE']],
  ['mqtt_credential', ['UPDATE OF revoked_at']],
  ['account', ['INSERT', 'UPDATE']],
];
