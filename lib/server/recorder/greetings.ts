import { birthMessage } from '../../domain/dialect/home-assistant/birth.ts';
import type { Publish } from '../../domain/dialect/message.ts';
import type { Env } from '../env.ts';

/** What makes devices announce themselves that did so before anybody listened. */
export const greetings = (env: Env): readonly Publish[] =>
  env.HA_BIRTH ? [birthMessage(env.HA_DISCOVERY_PREFIX)] : [];
