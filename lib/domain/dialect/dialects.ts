import { apps } from './apps/apps.ts';
import type { Dialect } from './dialect.ts';
import { esphome } from './esphome/esphome.ts';
import { frigate } from './frigate/frigate.ts';
import { createHaDiscovery, DISCOVERY_PREFIX, haDiscovery } from './home-assistant/ha-discovery.ts';
import { homie } from './homie/homie-4.ts';
import { homie5 } from './homie/homie-5.ts';
import { influx } from './influx/influx.ts';
import { openMqttGateway } from './open-mqtt-gateway/open-mqtt-gateway.ts';
import { guessingDialect } from './plain/plain.ts';
import { rtl433 } from './rtl433/rtl433.ts';
import { senml } from './senml/senml.ts';
import { shellyGen1 } from './shelly-gen1/shelly-gen1.ts';
import { shellyGen2 } from './shelly-gen2/shelly-gen2.ts';
import { ioBroker } from './smarthome/iobroker.ts';
import { mqttSmarthome } from './smarthome/mqtt-smarthome.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';
import { tasmota } from './tasmota/tasmota.ts';
import { tasmotaGuess } from './tasmota/tasmota-guess.ts';
import { wled } from './wled/wled.ts';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt.ts';

/** Every way of speaking MQTT that the product understands, in the order in which they are asked. */
export const DIALECTS: readonly Dialect[] = [
  wled as Dialect,
  frigate as Dialect,
  homie,
  homie5,
  sparkplug,
  tasmota as Dialect,
  zigbee2mqtt as Dialect,
  haDiscovery,
  // What a script announces of a Shelly has the names that its owner gave.
  shellyGen1 as Dialect,
  shellyGen2 as Dialect,
  tasmotaGuess as Dialect,
  esphome as Dialect,
  senml as Dialect,
  influx as Dialect,
  mqttSmarthome,
  ioBroker,
  openMqttGateway as Dialect,
  rtl433 as Dialect,
  apps as Dialect,
  guessingDialect,
];

/** The same where Home Assistant's discovery has another prefix in this home. */
export const dialectsFor = (discoveryPrefix: string): readonly Dialect[] =>
  discoveryPrefix === DISCOVERY_PREFIX
    ? DIALECTS
    : DIALECTS.map((dialect) =>
        dialect === haDiscovery ? (createHaDiscovery(discoveryPrefix) as Dialect) : dialect,
      );
