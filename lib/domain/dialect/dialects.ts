import type { Dialect } from './dialect.ts';
import { createHaDiscovery, DISCOVERY_PREFIX, haDiscovery } from './home-assistant/ha-discovery.ts';
import { influx } from './influx/influx.ts';
import { guessingDialect } from './plain/plain.ts';
import { senml } from './senml/senml.ts';
import { shellyGen1 } from './shelly-gen1/shelly-gen1.ts';
import { shellyGen2 } from './shelly-gen2/shelly-gen2.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';
import { tasmota } from './tasmota/tasmota.ts';
import { tasmotaGuess } from './tasmota/tasmota-guess.ts';

/** Every way of speaking MQTT that the product understands, in the order in which they are asked. */
export const DIALECTS: readonly Dialect[] = [
  shellyGen1 as Dialect,
  shellyGen2 as Dialect,
  sparkplug,
  tasmota as Dialect,
  haDiscovery,
  tasmotaGuess as Dialect,
  senml as Dialect,
  influx as Dialect,
  guessingDialect,
];

/** The same where Home Assistant's discovery has another prefix in this home. */
export const dialectsFor = (discoveryPrefix: string): readonly Dialect[] =>
  discoveryPrefix === DISCOVERY_PREFIX
    ? DIALECTS
    : DIALECTS.map((dialect) =>
        dialect === haDiscovery ? (createHaDiscovery(discoveryPrefix) as Dialect) : dialect,
      );
