import type { Dialect } from './dialect.ts';
import { haDiscovery } from './home-assistant/ha-discovery.ts';
import { plainDialect } from './plain/plain.ts';

/** Every way of speaking MQTT that the product understands, in the order in which they are asked. */
export const DIALECTS: readonly Dialect[] = [haDiscovery, plainDialect];
