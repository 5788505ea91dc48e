import { describe, expect, test } from 'vitest';
import { heard } from './heard.ts';

/** Firmware, configuration, payload, value. */
type Row = readonly [string, object, unknown, unknown];

/** In a table: the message changes nothing, the value before stays (here: none). */
const NOTHING = undefined;

const z2m = (more: object) => ({
  state_topic: 't',
  unique_id: '0x00158d0001_x_zigbee2mqtt',
  device: { identifiers: ['zigbee2mqtt_0x00158d0001'], name: 'Flur' },
  ...more,
});

const ZIGBEE2MQTT: readonly Row[] = [
  [
    'aqara temperature',
    z2m({
      device_class: 'temperature',
      unit_of_measurement: '°C',
      state_class: 'measurement',
      value_template: '{{ value_json.temperature }}',
    }),
    '{"battery":91,"humidity":41.02,"linkquality":120,"pressure":987.5,"temperature":-3.41,"voltage":2985}',
    -3.41,
  ],
  [
    'pressure is missing in a partial report',
    z2m({ unit_of_measurement: 'hPa', value_template: '{{ value_json.pressure }}' }),
    '{"temperature":2}',
    NOTHING,
  ],
  [
    'voltage in mV',
    z2m({
      device_class: 'voltage',
      unit_of_measurement: 'mV',
      value_template: '{{ value_json.voltage }}',
    }),
    '{"voltage":2985}',
    2985,
  ],
  [
    'a null says unknown',
    z2m({ unit_of_measurement: 'lx', value_template: '{{ value_json.illuminance }}' }),
    '{"illuminance":null}',
    null,
  ],
  [
    'update state in brackets',
    z2m({ value_template: "{{ value_json['update']['installed_version'] }}" }),
    '{"update":{"installed_version":587765297,"state":"idle"}}',
    '587765297',
  ],
  [
    'last seen',
    z2m({ device_class: 'timestamp', value_template: '{{ value_json.last_seen }}' }),
    '{"last_seen":"2024-11-03T07:12:33+01:00"}',
    '2024-11-03T07:12:33+01:00',
  ],
  [
    'last seen in UTC with milliseconds',
    z2m({ device_class: 'timestamp', value_template: '{{ value_json.last_seen }}' }),
    '{"last_seen":"2024-11-03T07:12:33.123Z"}',
    '2024-11-03T07:12:33.123Z',
  ],
  [
    'remote without a press',
    z2m({ icon: 'mdi:gesture-double-tap', value_template: '{{ value_json.action }}' }),
    '{"action":"","battery":100}',
    NOTHING,
  ],
  [
    'remote',
    z2m({ icon: 'mdi:gesture-double-tap', value_template: '{{ value_json.action }}' }),
    '{"action":"brightness_step_up","action_step_size":43}',
    'brightness_step_up',
  ],
  [
    'enum outside its options',
    z2m({
      device_class: 'enum',
      options: ['low', 'high'],
      value_template: '{{ value_json.sensitivity }}',
    }),
    '{"sensitivity":"medium"}',
    NOTHING,
  ],
  [
    'enum',
    z2m({
      device_class: 'enum',
      options: ['low', 'high'],
      value_template: '{{ value_json.sensitivity }}',
    }),
    '{"sensitivity":"high"}',
    'high',
  ],
  [
    'plug energy',
    z2m({
      device_class: 'energy',
      state_class: 'total_increasing',
      unit_of_measurement: 'kWh',
      value_template: '{{ value_json.energy }}',
    }),
    '{"energy":0}',
    0,
  ],
  [
    'current as a float with no fraction',
    z2m({ unit_of_measurement: 'A', value_template: '{{ value_json.current }}' }),
    '{"current":1.0}',
    1,
  ],
  [
    'thermostat schedule as text',
    z2m({ value_template: '{{ value_json.schedule_monday }}' }),
    '{"schedule_monday":"06:00/21 08:00/17"}',
    '06:00/21 08:00/17',
  ],
  [
    'numbers of a text sensor keep their form',
    z2m({ value_template: '{{ value_json.code }}' }),
    '{"code":21.0}',
    '21.0',
  ],
  [
    'boolean of a text sensor',
    z2m({ value_template: '{{ value_json.armed }}' }),
    '{"armed":true}',
    'True',
  ],
  [
    'presence distance in a nested object',
    z2m({ unit_of_measurement: 'm', value_template: '{{ value_json.target["distance"] }}' }),
    '{"target":{"distance":2.31}}',
    2.31,
  ],
];

const tasmota = (more: object) => ({
  stat_t: 'tele/plug/SENSOR',
  avty_t: 'tele/plug/LWT',
  pl_avail: 'Online',
  pl_not_avail: 'Offline',
  uniq_id: 'ABCDEF_x',
  frc_upd: true,
  dev: { ids: ['ABCDEF'] },
  ...more,
});
const SENSOR = [
  'tele/plug/SENSOR',
  '{"Time":"2024-02-03T10:11:12","AM2301":{"Temperature":21.4,"Humidity":38.5,"DewPoint":6.6},"DS18B20-1":{"Id":"01131B123456","Temperature":null},"ENERGY":{"TotalStartTime":"2021-01-01T00:00:00","Total":123.456,"Yesterday":0.512,"Today":0.033,"Period":2,"Power":[12,0],"Factor":0.51,"Voltage":231,"Current":[0.1,0.000]},"TempUnit":"C"}',
];
const TASMOTA: readonly Row[] = [
  [
    'SetOption19 temperature',
    tasmota({
      unit_of_meas: '°C',
      dev_cla: 'temperature',
      val_tpl: "{{value_json['AM2301'].Temperature}}",
    }),
    [SENSOR],
    21.4,
  ],
  [
    'SetOption19 null probe',
    tasmota({ unit_of_meas: '°C', val_tpl: "{{value_json['DS18B20-1'].Temperature}}" }),
    [SENSOR],
    null,
  ],
  [
    'SetOption19 two phases',
    tasmota({ unit_of_meas: 'W', dev_cla: 'power', val_tpl: "{{value_json['ENERGY'].Power[1]}}" }),
    [SENSOR],
    0,
  ],
  [
    'SetOption19 start of the counter',
    tasmota({ val_tpl: "{{value_json['ENERGY'].TotalStartTime}}" }),
    [SENSOR],
    '2021-01-01T00:00:00',
  ],
  [
    'SetOption19 signal',
    tasmota({
      stat_t: 'tele/plug/HASS_STATE',
      unit_of_meas: '%',
      val_tpl: "{{value_json['RSSI']}}",
      ent_cat: 'diagnostic',
    }),
    [['tele/plug/HASS_STATE', '{"Version":"13.4.0","RSSI":"76","Signal (dBm)":"-62"}']],
    76,
  ],
  [
    'a probe that is not there',
    tasmota({ unit_of_meas: '°C', val_tpl: "{{value_json['BME280'].Temperature}}" }),
    [SENSOR],
    NOTHING,
  ],
];

const ESPHOME: readonly Row[] = [
  [
    'bare number',
    { dev_cla: 'temperature', unit_of_meas: '°C', stat_cla: 'measurement', stat_t: 't' },
    '22.6',
    22.6,
  ],
  ['nan', { dev_cla: 'temperature', unit_of_meas: '°C', stat_t: 't' }, 'nan', NOTHING],
  [
    'text sensor',
    { name: 'WiFi SSID', stat_t: 't', ent_cat: 'diagnostic' },
    'Heim Netz',
    'Heim Netz',
  ],
  [
    'uptime as a time',
    { dev_cla: 'timestamp', stat_t: 't' },
    '2024-05-06 07:08:09+02:00',
    '2024-05-06T07:08:09+02:00',
  ],
  ['inf', { unit_of_meas: 'W', stat_t: 't' }, 'inf', NOTHING],
  ['spaces around', { unit_of_meas: 'W', stat_t: 't' }, ' 12.50 \n', 12.5],
  ['exponent', { unit_of_meas: 'W', stat_t: 't' }, '1.25e3', 1250],
];

const omg = (more: object) => ({
  stat_t: '+/+/BTtoMQTT/A4C138112233',
  uniq_id: 'A4C138112233-x',
  ...more,
});
const BLE = [
  'home/OMG_ESP32/BTtoMQTT/A4C138112233',
  '{"id":"A4:C1:38:11:22:33","mac_type":0,"name":"ATC_112233","rssi":-71,"brand":"Xiaomi","model":"TH Sensor","model_id":"LYWSD03MMC_ATC","tempc":20.8,"tempf":69.44,"hum":47,"batt":64,"volt":2.66}',
];
const OPENMQTTGATEWAY: readonly Row[] = [
  [
    'LYWSD03MMC temperature',
    omg({
      dev_cla: 'temperature',
      unit_of_meas: '°C',
      stat_cla: 'measurement',
      val_tpl: '{{ value_json.tempc | is_defined }}',
    }),
    [BLE],
    20.8,
  ],
  [
    'a message without the key',
    omg({
      dev_cla: 'temperature',
      unit_of_meas: '°C',
      val_tpl: '{{ value_json.tempc | is_defined }}',
    }),
    [['home/OMG_ESP32/BTtoMQTT/A4C138112233', '{"id":"A4:C1:38:11:22:33","rssi":-80}']],
    NOTHING,
  ],
  [
    'presence by distance',
    omg({
      unit_of_meas: 'm',
      dev_cla: 'distance',
      val_tpl: '{{ value_json.distance | is_defined }}',
    }),
    [['a/b/BTtoMQTT/A4C138112233', '{"distance":3.2814}']],
    3.2814,
  ],
  [
    'gateway uptime',
    {
      stat_t: 'home/OMG/SYStoMQTT',
      unit_of_meas: 's',
      dev_cla: 'duration',
      val_tpl: '{{ value_json.uptime }}',
    },
    [['home/OMG/SYStoMQTT', '{"uptime":121,"version":"1.7.0","freemem":101884}']],
    121,
  ],
  [
    'gateway restart reason by format',
    { stat_t: 't', val_tpl: '{{ "%.1f" | format(value_json.tempc) }}', unit_of_meas: '°C' },
    '{"tempc":48.333}',
    48.3,
  ],
];

const RTL433: readonly Row[] = [
  [
    'battery_ok as percent',
    {
      stat_t: 't',
      dev_cla: 'battery',
      unit_of_meas: '%',
      val_tpl: '{{ ((float(value) * 99)|round(0)) + 1 }}',
    },
    '1',
    100,
  ],
  [
    'battery empty',
    {
      stat_t: 't',
      dev_cla: 'battery',
      unit_of_meas: '%',
      val_tpl: '{{ ((float(value) * 99)|round(0)) + 1 }}',
    },
    '0',
    1,
  ],
  [
    'temperature in F to C',
    {
      stat_t: 't',
      dev_cla: 'temperature',
      unit_of_meas: '°C',
      val_tpl: '{{ ((value|float - 32) / 1.8)|round(1) }}',
    },
    '68.9',
    20.5,
  ],
  [
    'wind m/s to km/h',
    {
      stat_t: 't',
      dev_cla: 'wind_speed',
      unit_of_meas: 'km/h',
      val_tpl: '{{ (float(value|float) * 3.6) | round(2) }}',
    },
    '2.5',
    9,
  ],
  [
    'rain total',
    {
      stat_t: 't',
      dev_cla: 'precipitation',
      unit_of_meas: 'mm',
      stat_cla: 'total_increasing',
      val_tpl: '{{ value|float|round(2) }}',
    },
    '87.122000',
    87.12,
  ],
  [
    'strike count',
    { stat_t: 't', stat_cla: 'total_increasing', val_tpl: '{{ value|int }}' },
    '17',
    17,
  ],
  [
    'time',
    { stat_t: 't', dev_cla: 'timestamp', val_tpl: '{{ value }}' },
    '2024-01-02T03:04:05+0100',
    '2024-01-02T03:04:05+0100',
  ],
  [
    'moisture',
    { stat_t: 't', dev_cla: 'moisture', unit_of_meas: '%', val_tpl: '{{ value|float|round(1) }}' },
    '43',
    43,
  ],
  [
    'consumption in hundredths of ft³',
    { stat_t: 't', val_tpl: '{{ value|int / 100 }}', unit_of_meas: 'ft³', dev_cla: 'gas' },
    '12345',
    123.45,
  ],
];

const BRIDGES: readonly Row[] = [
  [
    'ring-mqtt battery',
    {
      state_topic: 't',
      unit_of_measurement: '%',
      device_class: 'battery',
      value_template: '{{ value_json["batteryLevel"] | default("") }}',
    },
    '{"batteryLevel":87,"wirelessNetwork":"x"}',
    87,
  ],
  [
    'ring-mqtt without a battery',
    {
      state_topic: 't',
      unit_of_measurement: '%',
      value_template: '{{ value_json["batteryLevel"] | default("") }}',
    },
    '{"wirelessNetwork":"x"}',
    NOTHING,
  ],
  [
    'ring-mqtt last update',
    {
      state_topic: 't',
      device_class: 'timestamp',
      value_template: '{{ value_json["lastUpdate"] | default("") }}',
    },
    '{"lastUpdate":"2024-03-01T12:00:00Z"}',
    '2024-03-01T12:00:00Z',
  ],
  ['Frigate count', { state_topic: 't', unit_of_measurement: 'objects' }, '3', 3],
  [
    'Frigate review',
    { state_topic: 't', value_template: '{{ value_json.after.label }}' },
    '{"before":{"label":"person"},"after":{"label":"dog"}}',
    'dog',
  ],
  [
    'EMS-ESP boiler',
    {
      stat_t: 't',
      unit_of_meas: 'C',
      dev_cla: 'temperature',
      val_tpl: "{{value_json['curflowtemp']|is_defined}}",
    },
    '{"curflowtemp":45.2,"selflowtemp":50}',
    45.2,
  ],
  [
    'EMS-ESP nested thermostat',
    { stat_t: 't', val_tpl: '{{value_json.hc1.mode|is_defined}}' },
    '{"hc1":{"mode":"auto","seltemp":20.5}}',
    'auto',
  ],
  [
    'EMS-ESP with a guard',
    {
      stat_t: 't',
      unit_of_meas: '%',
      val_tpl: "{{value_json['wwcharge'] if value_json['wwcharge'] is defined else 0}}",
    },
    '{"a":1}',
    0,
  ],
  [
    'zwave-js-ui',
    { state_topic: 't', unit_of_measurement: 'W', value_template: '{{ value_json.value }}' },
    '{"time":1717171717171,"value":4.7,"nodeName":"Plug"}',
    4.7,
  ],
  [
    'zwave-js-ui value with default',
    {
      state_topic: 't',
      unit_of_measurement: 'W',
      value_template: "{{ value_json.value | default('') }}",
    },
    '{"time":1}',
    NOTHING,
  ],
  [
    'zwave-js-ui states by number',
    {
      state_topic: 't',
      value_template:
        "{{ {0:'Idle',1:'Low',2:'High'}[value_json.value] | default(value_json.value) }}",
    },
    '{"value":2}',
    'High',
  ],
  [
    'Valetudo statistics',
    {
      state_topic: 't',
      unit_of_measurement: 'm²',
      value_template: '{{ (value_json.area / 10000) | round(2) }}',
    },
    '{"area":301260}',
    30.13,
  ],
  ['Valetudo error', { state_topic: 't', ent_cat: 'diagnostic' }, 'No error', 'No error'],
  [
    'Victron power',
    { state_topic: 't', unit_of_measurement: 'W', value_template: '{{ value_json.value }}' },
    '{"value":-127.5}',
    -127.5,
  ],
  [
    'Victron silent value',
    { state_topic: 't', unit_of_measurement: 'W', value_template: '{{ value_json.value }}' },
    '{"value":null}',
    null,
  ],
  [
    'Victron state of charge rounded',
    {
      state_topic: 't',
      unit_of_measurement: '%',
      value_template: '{{ value_json.value | round(1) }}',
    },
    '{"value":87.26}',
    87.3,
  ],
  [
    'Shelly script RPC',
    {
      state_topic: 't',
      unit_of_measurement: 'W',
      value_template: "{{ value_json.params['switch:0'].apower }}",
    },
    '{"src":"shellyplus1pm-x","method":"NotifyStatus","params":{"ts":1.2,"switch:0":{"id":0,"apower":61.3}}}',
    61.3,
  ],
  [
    'Shelly script RPC about something else',
    {
      state_topic: 't',
      unit_of_measurement: 'W',
      value_template: "{{ value_json.params['switch:0'].apower }}",
    },
    '{"params":{"ts":1.2,"input:0":{"id":0}}}',
    NOTHING,
  ],
  [
    'Shelly energy Wh to kWh',
    {
      state_topic: 't',
      unit_of_measurement: 'kWh',
      value_template: '{{ (value_json.aenergy.total | float / 1000) | round(3) }}',
    },
    '{"aenergy":{"total":12345.678}}',
    12.346,
  ],
  [
    'Shelly Gen1 Wmin',
    {
      state_topic: 't',
      unit_of_measurement: 'kWh',
      value_template: '{{ value|float|multiply(0.0000166667)|round(2) }}',
    },
    '600000',
    10,
  ],
  [
    'evcc duration in ns',
    {
      state_topic: 't',
      unit_of_measurement: 's',
      value_template: '{{ value | int(0) // 1000000000 }}',
    },
    '5400000000000',
    5400,
  ],
  [
    'ebusd',
    {
      state_topic: 't',
      unit_of_measurement: '°C',
      value_template: '{{ value_json["temp"].value }}',
    },
    '{"temp":{"value":52.5},"sensor":{"value":"ok"}}',
    52.5,
  ],
  [
    'Solar-Assistant',
    { state_topic: 't', unit_of_measurement: 'W', device_class: 'power' },
    '1830',
    1830,
  ],
  [
    'AhoyDTU',
    { stat_t: 't', unit_of_meas: 'W', val_tpl: '{{ value_json.P_AC | float }}' },
    '{"P_AC":"312.5"}',
    312.5,
  ],
  [
    'weewx',
    {
      state_topic: 't',
      unit_of_measurement: '°C',
      value_template: '{{ value_json.outTemp_C | round(1, "floor") }}',
    },
    '{"outTemp_C":12.38}',
    12.3,
  ],
  [
    'wind direction in words',
    {
      state_topic: 't',
      value_template:
        "{% set d = ['N','NE','E','SE','S','SW','W','NW'] %}{{ d[((value|float + 22.5) // 45)|int % 8] }}",
    },
    '350',
    'N',
  ],
  [
    'Nuki door by number',
    {
      state_topic: 't',
      device_class: 'enum',
      options: ['closed', 'open'],
      value_template:
        "{% if value == '2' %}closed{% elif value == '3' %}open{% else %}None{% endif %}",
    },
    '3',
    'open',
  ],
  [
    'Nuki door unknown',
    {
      state_topic: 't',
      device_class: 'enum',
      options: ['closed', 'open'],
      value_template: "{% if value == '2' %}closed{% else %}None{% endif %}",
    },
    '9',
    null,
  ],
  [
    'a list by its filter',
    {
      state_topic: 't',
      unit_of_measurement: '°C',
      value_template: "{{ (value_json.sensors | selectattr('id','eq',7) | list | first).t }}",
    },
    '{"sensors":[{"id":3,"t":1},{"id":7,"t":19.25}]}',
    19.25,
  ],
  [
    'a list that has none',
    {
      state_topic: 't',
      unit_of_measurement: '°C',
      value_template: "{{ (value_json.sensors | selectattr('id','eq',7) | list | first).t }}",
    },
    '{"sensors":[]}',
    NOTHING,
  ],
  [
    'epoch seconds to a time',
    {
      state_topic: 't',
      device_class: 'timestamp',
      value_template: '{{ value_json.ts | timestamp_utc }}',
    },
    '{"ts":1704110400}',
    '2024-01-01T12:00:00+00:00',
  ],
  [
    'as_datetime',
    {
      state_topic: 't',
      device_class: 'timestamp',
      value_template: '{{ as_datetime(value_json.ts) }}',
    },
    '{"ts":1704110400}',
    '2024-01-01T12:00:00+00:00',
  ],
  [
    'timestamp_custom',
    { state_topic: 't', value_template: "{{ value_json.ts | timestamp_custom('%H:%M', false) }}" },
    '{"ts":1704110400}',
    '12:00',
  ],
  [
    'a date from a full time',
    { state_topic: 't', device_class: 'date' },
    '2024-06-07T08:09:10Z',
    '2024-06-07',
  ],
  ['a date', { state_topic: 't', device_class: 'date' }, '2024-06-07', '2024-06-07'],
  ['no date', { state_topic: 't', device_class: 'date' }, 'tomorrow', NOTHING],
  [
    'a time with hours as its offset',
    { state_topic: 't', device_class: 'timestamp' },
    '2024-06-07T08:09:10+02',
    '2024-06-07T08:09:10+02',
  ],
  [
    'a word for the strength of a signal',
    {
      stat_t: 't',
      val_tpl:
        '{% set rssi = value_json.wifi_sta.rssi | int(-100) %}{% if rssi >= -70 %}good{% elif rssi >= -80 %}fair{% else %}poor{% endif %}',
    },
    '{"wifi_sta":{"rssi":-74}}',
    'fair',
  ],
  [
    'a guard around a key that comes and goes',
    {
      stat_t: 't',
      unit_of_meas: '%',
      val_tpl: '{% if value_json.battery is defined %}{{ value_json.battery }}{% endif %}',
    },
    '{"lat":1}',
    NOTHING,
  ],
  [
    'one of a list of flags',
    { stat_t: 't', val_tpl: "{% if 'UpsOk' in value_json.flags %}OFF{% else %}ON{% endif %}" },
    '{"flags":["Boost","UpsOk"]}',
    'OFF',
  ],
  [
    'half seconds to hours',
    { stat_t: 't', unit_of_meas: 'h', val_tpl: '{{ value| float / 7200 }}' },
    '36000',
    5,
  ],
  [
    'hexadecimal',
    { state_topic: 't', stat_cla: 'measurement', value_template: '{{ value | int(base=16) }}' },
    '0x1F',
    31,
  ],
  [
    'comma as the decimal mark',
    {
      state_topic: 't',
      unit_of_measurement: '°C',
      value_template: "{{ value | replace(',', '.') | float }}",
    },
    '21,5',
    21.5,
  ],
  ['comma without a template', { state_topic: 't', unit_of_measurement: '°C' }, '21,5', NOTHING],
  ['unit in the payload', { state_topic: 't', unit_of_measurement: '°C' }, '21.5 °C', NOTHING],
  [
    'unit cut off',
    { state_topic: 't', unit_of_measurement: '°C', value_template: "{{ value.split(' ')[0] }}" },
    '21.5 °C',
    21.5,
  ],
  [
    'regular expression',
    {
      state_topic: 't',
      unit_of_measurement: 'W',
      value_template: "{{ value | regex_findall_index('(\\d+)W') }}",
    },
    'now 230V 61W',
    61,
  ],
  ['not JSON', { state_topic: 't', value_template: '{{ value_json.x }}' }, 'hello', NOTHING],
  [
    'a number as JSON',
    { state_topic: 't', unit_of_measurement: 'W', value_template: '{{ value_json * 2 }}' },
    '21',
    42,
  ],
  [
    'an object printed as Python',
    { state_topic: 't', value_template: '{{ value_json.a }}' },
    '{"a":{"b":[1,true,null]}}',
    "{'b': [1, True, None]}",
  ],
  [
    'an object printed as JSON',
    { state_topic: 't', value_template: '{{ value_json.a | tojson }}' },
    '{"a":{"b":[1,true,null]}}',
    '{"b":[1,true,null]}',
  ],
  ['expiry as text', { state_topic: 't', exp_aft: '300', unit_of_meas: 'V' }, '3', 3],
  [
    'null keys are absent',
    {
      state_topic: 't',
      unit_of_measurement: null,
      device_class: null,
      state_class: null,
      options: null,
    },
    'calm',
    'calm',
  ],
  [
    'an unknown class is no class',
    { state_topic: 't', device_class: 'speediness' },
    'fast',
    'fast',
  ],
  [
    'integers beyond 2^53 as text',
    { state_topic: 't', value_template: '{{ value_json.serial }}' },
    '{"serial":12345678901234567890}',
    '12345678901234567890',
  ],
  ['umlauts and emoji', { state_topic: 't' }, 'Spülgang läuft 🧺', 'Spülgang läuft 🧺'],
  ['text "unknown" is text', { state_topic: 't' }, 'unknown', 'unknown'],
  [
    '"unavailable" is no number',
    { state_topic: 't', unit_of_measurement: 'W' },
    'unavailable',
    NOTHING,
  ],
];

describe.each([
  ['Zigbee2MQTT', ZIGBEE2MQTT],
  ['Tasmota', TASMOTA],
  ['ESPHome', ESPHOME],
  ['OpenMQTTGateway', OPENMQTTGATEWAY],
  ['rtl_433', RTL433],
  ['bridges and sketches', BRIDGES],
])('%s sensors', (_firmware, rows) => {
  test.each(rows)('%s', (_case, config, said, value) => {
    expect(heard('sensor', config, said).value).toEqual(value);
  });
});
