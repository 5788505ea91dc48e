import type { Dialect } from './dialect.ts';
import { createHaDiscovery, DISCOVERY_PREFIX, haDiscovery } from './home-assistant/ha-discovery.ts';
import { guessingDialect } from './plain/plain.ts';
import { shellyGen2 } from './shelly-gen2/shelly-gen2.ts';

/** Every way of speaking MQTT that the product understands, in the order in which they are asked. */
export const DIALECTS: readonly Dialect[] = [shellyGen2 as Dialect, haDiscovery, guessingDialect];

/** The same where Home Assistant's discovery has another prefix in this home. */
export const dialectsFor = (discoveryPrefix: string): readonly Dialect[] =>
  discoveryPrefix === DISCOVERY_PREFIX
    ? DIALECTS
    : DIALECTS.map((dialect) =>
        dialect === haDiscovery ? (createHaDiscovery(discoveryPrefix) as Dialect) : dialect,
      );
