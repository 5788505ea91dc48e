import type { Env } from './env.ts';
import type { Log } from './log.ts';

/** The three processes of the product. They share MQTT and the databases, never memory. */
export const ROLES = ['broker', 'recorder', 'web'] as const;
export type RoleName = (typeof ROLES)[number];

/** Something that runs until it is stopped. `stop` finishes what is under way and may be called once. */
export type Running = { stop(): Promise<void> };

/**
 * Starts a role in this process; resolves when it is ready to serve.
 * @throws ConfigurationError when something the user can mend stands in the way.
 */
export type StartRole = (env: Env, log: Log) => Promise<Running>;
