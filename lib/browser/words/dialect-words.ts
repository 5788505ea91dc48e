/** The dialects by the names that people know them by. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['home-assistant', 'Home Assistant discovery'],
  ['zigbee2mqtt', 'Zigbee2MQTT'],
  ['homie', 'Homie 3 and 4'],
  ['homie5', 'Homie 5'],
  ['sparkplug', 'Sparkplug B'],
  ['tasmota', 'Tasmota'],
  ['tasmota-guess', 'Tasmota without discovery'],
  ['shelly-gen1', 'Shelly, first generation'],
  ['shelly-gen2', 'Shelly, second generation'],
  ['esphome', 'ESPHome'],
  ['wled', 'WLED'],
  ['frigate', 'Frigate'],
  ['senml', 'SenML'],
  ['influx', 'InfluxDB lines'],
  ['mqtt-smarthome', 'mqtt-smarthome'],
  ['iobroker', 'ioBroker'],
  ['open-mqtt-gateway', 'OpenMQTTGateway'],
  ['rtl433', 'rtl_433'],
  ['apps', 'Apps and trackers'],
  ['plain', 'Plain topics'],
]);

/** The name of a dialect for people; its own where none is known. */
export const dialectWords = (dialect: string): string => NAMES.get(dialect) ?? dialect;
