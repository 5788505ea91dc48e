import type { HomeLimits } from '../domain/entity/limits.ts';
import type { Env } from './env.ts';

/** What one home may hold at most, by the configuration. */
export const homeLimits = (
  env: Pick<Env, 'MAX_DEVICES' | 'MAX_ENTITIES' | 'MAX_GUESSES' | 'MAX_KEPT_TOPICS'>,
): Partial<HomeLimits> => ({
  devices: env.MAX_DEVICES,
  entities: env.MAX_ENTITIES,
  guesses: env.MAX_GUESSES,
  keptTopics: env.MAX_KEPT_TOPICS,
});
