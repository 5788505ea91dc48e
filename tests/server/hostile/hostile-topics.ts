/** A topic that each dialect takes for its own, and some that nobody does. */
export const TOPICS_OF_ALL = [
  ...['sensors/x/temperature', 'plain/x', 'lights/x/state', 'devices/x/status'],
  ...['homeassistant/sensor/x/config', 'homeassistant/device/x/config'],
  ...['zigbee2mqtt/bridge/devices', 'zigbee2mqtt/bridge/groups', 'zigbee2mqtt/bridge/info'],
  ...['zigbee2mqtt/bridge/event', 'zigbee2mqtt/bridge/definitions'],
  ...['tasmota/discovery/A8032AB12345/config', 'tasmota/discovery/A8032AB12345/sensors'],
  ...['tele/x/STATE', 'tele/x/SENSOR', 'stat/x/RESULT', 'stat/x/STATUS11'],
  ...['shellies/announce', 'shellies/x/info', 'shellies/x/relay/0'],
  ...['shellyplus1-a8032ab12345/events/rpc', 'shellyplus1-a8032ab12345/status/switch:0'],
  ...['homie/x/$homie', 'homie/x/$nodes', 'homie/5/x/$description', 'homie/5/x/$state'],
  ...['home/OMG/BTtoMQTT/A4C138000001', 'home/OMG/433toMQTT', 'rtl_433/x/events'],
  ...['frigate/stats', 'frigate/events', 'frigate/available', 'frigate/x/person'],
  ...['spBv1.0/g/NBIRTH/e', 'spBv1.0/g/DDATA/e/d', 'spBv1.0/STATE/x'],
  ...['hm/connected', 'hm/status/x', 'javascript/0/x/y', 'wled/x/v', 'wled/x/g', 'wled/x/c'],
  ...['esp/sensor/t/state', 'esphome/discover/x', 'owntracks/u/d', 'evcc/loadpoints/1/mode'],
  ...[
    'v3/app@t/devices/d/up',
    'N/abc/battery/1/Soc',
    'solar/ac/power',
    'zwave/x/37/0/currentValue',
  ],
  ...['telegraf/x', 'senml/x', 'teslamate/cars/1/speed'],
];
