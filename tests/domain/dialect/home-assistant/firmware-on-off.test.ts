import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';
import { heard } from './heard.ts';

type Row = readonly [string, object, unknown, boolean | null | undefined];
/** The message changes nothing. */
const NOTHING = undefined;

const BINARY_SENSORS: readonly Row[] = [
  [
    'Zigbee2MQTT door, contact means closed',
    {
      stat_t: 't',
      dev_cla: 'door',
      pl_on: false,
      pl_off: true,
      val_tpl: '{{ value_json.contact }}',
    },
    '{"contact":false}',
    true,
  ],
  [
    'Zigbee2MQTT motion',
    { stat_t: 't', pl_on: true, pl_off: false, val_tpl: '{{ value_json.occupancy }}' },
    '{"occupancy":true}',
    true,
  ],
  [
    'Zigbee2MQTT report without it',
    { stat_t: 't', pl_on: true, pl_off: false, val_tpl: '{{ value_json.occupancy }}' },
    '{"illuminance":12}',
    NOTHING,
  ],
  [
    'Zigbee2MQTT null',
    { stat_t: 't', pl_on: true, pl_off: false, val_tpl: '{{ value_json.occupancy }}' },
    '{"occupancy":null}',
    null,
  ],
  [
    'Zigbee2MQTT text states',
    { stat_t: 't', pl_on: 'ON', pl_off: 'OFF', val_tpl: '{{ value_json.valve_alarm }}' },
    '{"valve_alarm":"OFF"}',
    false,
  ],
  [
    'Tasmota switch',
    { stat_t: 't', val_tpl: '{{value_json.Switch1}}', pl_on: 'ON', pl_off: 'OFF' },
    '{"Switch1":"ON"}',
    true,
  ],
  [
    'Tasmota switch as an action',
    { stat_t: 't', val_tpl: '{{value_json.Switch1.Action}}' },
    '{"Switch1":{"Action":"OFF"}}',
    false,
  ],
  ['ESPHome', { stat_t: 't', dev_cla: 'motion' }, 'ON', true],
  ['lower case is another word', { stat_t: 't' }, 'on', NOTHING],
  [
    'OpenMQTTGateway connectivity',
    { stat_t: 't', pl_on: 'online', pl_off: 'offline', dev_cla: 'connectivity' },
    'online',
    true,
  ],
  [
    'OpenMQTTGateway open',
    {
      stat_t: 't',
      dev_cla: 'door',
      pl_on: 'True',
      pl_off: 'False',
      val_tpl: '{{ value_json.open | is_defined }}',
    },
    '{"open":true}',
    true,
  ],
  ['rtl_433 tamper', { stat_t: 't', pl_on: '1', pl_off: '0' }, '1', true],
  [
    'rtl_433 contact',
    { stat_t: 't', dev_cla: 'opening', val_tpl: '{{ "ON" if value|int == 1 else "OFF" }}' },
    '0',
    false,
  ],
  [
    'ring-mqtt',
    { state_topic: 't', device_class: 'motion', value_template: '{{ value_json["state"] }}' },
    '{"state":"ON"}',
    true,
  ],
  [
    'Frigate occupancy',
    {
      state_topic: 't',
      payload_on: 1,
      payload_off: 0,
      value_template: '{{ value | int(0) | bool | iif(1,0) }}',
    },
    '4',
    true,
  ],
  [
    'Frigate count above none',
    { state_topic: 't', value_template: '{{ iif(value | int > 0, "ON", "OFF") }}' },
    '0',
    false,
  ],
  [
    'EMS-ESP with words of its own',
    {
      stat_t: 't',
      pl_on: 'on',
      pl_off: 'off',
      val_tpl: "{{value_json['heatingpump']|is_defined}}",
    },
    '{"heatingpump":"on"}',
    true,
  ],
  [
    'EMS-ESP with booleans',
    { stat_t: 't', pl_on: true, pl_off: false, val_tpl: "{{value_json['heatingpump']}}" },
    '{"heatingpump":false}',
    false,
  ],
  [
    'zwave-js-ui',
    {
      state_topic: 't',
      payload_on: true,
      payload_off: false,
      value_template: '{{ value_json.value }}',
    },
    '{"time":1,"value":true}',
    true,
  ],
  [
    'zwave-js-ui notification number',
    {
      state_topic: 't',
      payload_on: true,
      payload_off: false,
      value_template: "{{ 'true' if 8 == value_json.value else 'false' }}",
    },
    '{"value":8}',
    true,
  ],
  [
    'Shelly motion',
    {
      state_topic: 't',
      value_template: '{%- if value_json.motion == true -%}ON{%- else -%}OFF{%- endif -%}',
    },
    '{"motion":true,"lux":2}',
    true,
  ],
  ['Shelly Gen1 input', { state_topic: 't', pl_on: 1, pl_off: 0 }, '1', true],
  [
    'Shelly RPC input',
    {
      state_topic: 't',
      value_template: "{{ value_json.params['input:0'].state }}",
      pl_on: true,
      pl_off: false,
    },
    '{"params":{"input:0":{"state":false}}}',
    false,
  ],
  ['Valetudo attachment', { state_topic: 't', pl_on: 'true', pl_off: 'false' }, 'true', true],
  [
    'Victron alarm',
    {
      state_topic: 't',
      dev_cla: 'problem',
      value_template: "{{ 'ON' if value_json.value != 0 else 'OFF' }}",
    },
    '{"value":2}',
    true,
  ],
  [
    'payload as a boolean, sent bare',
    { state_topic: 't', payload_on: true, payload_off: false },
    'true',
    true,
  ],
  ['payload that is empty', { state_topic: 't', payload_off: '', payload_on: 'X' }, 'X', true],
  ['JSON text', { state_topic: 't', value_template: '{{ value_json }}' }, '"ON"', true],
  ['with a time-out', { state_topic: 't', off_delay: '5' }, 'ON', true],
  ['white space around', { state_topic: 't', value_template: '{{ value }}' }, ' ON\n', true],
];

describe('binary sensors as firmwares describe them', () => {
  test.each(BINARY_SENSORS)('%s', (_case, config, said, value) => {
    expect(heard('binary_sensor', config, said).value).toBe(value);
  });
});

type Sent = readonly [
  string,
  object,
  readonly (readonly [string, unknown])[],
  boolean | null | undefined,
  string,
  string,
];

const SWITCHES: readonly Sent[] = [
  [
    'Zigbee2MQTT plug',
    {
      state_topic: 't',
      command_topic: 'z/p/set',
      payload_on: 'ON',
      payload_off: 'OFF',
      value_template: '{{ value_json.state }}',
    },
    [['t', '{"power":3,"state":"ON"}']],
    true,
    'z/p/set ON',
    'z/p/set OFF',
  ],
  [
    'Zigbee2MQTT endpoint',
    { state_topic: 't', command_topic: 'z/p/l2/set', value_template: '{{ value_json.state_l2 }}' },
    [['t', '{"state_l1":"ON","state_l2":"OFF"}']],
    false,
    'z/p/l2/set ON',
    'z/p/l2/set OFF',
  ],
  [
    'Zigbee2MQTT child lock',
    {
      state_topic: 't',
      command_topic: 'z/p/set',
      payload_on: 'LOCK',
      payload_off: 'UNLOCK',
      state_on: 'LOCK',
      state_off: 'UNLOCK',
      command_template: '{"child_lock": "{{ value }}"}',
      value_template: '{{ value_json.child_lock }}',
    },
    [['t', '{"child_lock":"LOCK"}']],
    true,
    'z/p/set {"child_lock": "LOCK"}',
    'z/p/set {"child_lock": "UNLOCK"}',
  ],
  [
    'Zigbee2MQTT booleans',
    {
      state_topic: 't',
      command_topic: 'z/p/set',
      payload_on: '{"led_disabled_night": true}',
      payload_off: '{"led_disabled_night": false}',
      state_on: true,
      state_off: false,
      value_template: '{{ value_json.led_disabled_night }}',
    },
    [['t', '{"led_disabled_night":true}']],
    true,
    'z/p/set {"led_disabled_night": true}',
    'z/p/set {"led_disabled_night": false}',
  ],
  [
    'Zigbee2MQTT permit join',
    {
      state_topic: 't',
      command_topic: 'z/b',
      payload_on: '{"time": 254}',
      payload_off: '{"time": 0}',
      state_on: 'true',
      state_off: 'false',
      value_template: '{{ value_json.permit_join | lower }}',
    },
    [['t', '{"permit_join":false}']],
    false,
    'z/b {"time": 254}',
    'z/b {"time": 0}',
  ],
  [
    'Tasmota',
    {
      '~': 'plug',
      stat_t: 'tele/~',
      cmd_t: 'cmnd/plug/POWER1',
      val_tpl: '{{value_json.POWER1}}',
      avty_t: 'x',
    },
    [['tele/plug', '{"POWER1":"ON"}']],
    true,
    'cmnd/plug/POWER1 ON',
    'cmnd/plug/POWER1 OFF',
  ],
  [
    'Tasmota with a base at the end',
    { '~': 'plug/', stat_t: '~stat/RESULT', cmd_t: '~cmnd/POWER', val_tpl: '{{value_json.POWER}}' },
    [['plug/stat/RESULT', '{"POWER":"OFF"}']],
    false,
    'plug/cmnd/POWER ON',
    'plug/cmnd/POWER OFF',
  ],
  [
    'ESPHome',
    { stat_t: 'n/switch/r/state', cmd_t: 'n/switch/r/command' },
    [['n/switch/r/state', 'ON']],
    true,
    'n/switch/r/command ON',
    'n/switch/r/command OFF',
  ],
  [
    'Shelly Gen1',
    {
      state_topic: 't',
      command_topic: 'shellies/s/relay/0/command',
      payload_on: 'on',
      payload_off: 'off',
    },
    [['t', 'on']],
    true,
    'shellies/s/relay/0/command on',
    'shellies/s/relay/0/command off',
  ],
  [
    'Shelly Gen1 in overload',
    { state_topic: 't', command_topic: 'c', payload_on: 'on', payload_off: 'off' },
    [['t', 'overpower']],
    undefined,
    'c on',
    'c off',
  ],
  [
    'Shelly RPC',
    {
      state_topic: 't',
      command_topic: 's/rpc',
      value_template: '{{ value_json.output }}',
      state_on: true,
      state_off: false,
      payload_on: '{"id":1,"src":"ha","method":"Switch.Set","params":{"id":0,"on":true}}',
      payload_off: '{"id":1,"src":"ha","method":"Switch.Set","params":{"id":0,"on":false}}',
    },
    [['t', '{"id":0,"output":true}']],
    true,
    's/rpc {"id":1,"src":"ha","method":"Switch.Set","params":{"id":0,"on":true}}',
    's/rpc {"id":1,"src":"ha","method":"Switch.Set","params":{"id":0,"on":false}}',
  ],
  [
    'zwave-js-ui',
    {
      state_topic: 't',
      command_topic: 'zw/set',
      payload_on: true,
      payload_off: false,
      value_template: '{{ value_json.value }}',
    },
    [['t', '{"value":true}']],
    true,
    'zw/set True',
    'zw/set False',
  ],
  [
    'zwave-js-ui words',
    {
      state_topic: 't',
      command_topic: 'zw/set',
      payload_on: 'true',
      payload_off: 'false',
      value_template: '{{ value_json.value | lower }}',
    },
    [['t', '{"value":true}']],
    true,
    'zw/set true',
    'zw/set false',
  ],
  [
    'Frigate',
    {
      state_topic: 'frigate/cam/detect/state',
      command_topic: 'frigate/cam/detect/set',
      payload_on: 'ON',
      payload_off: 'OFF',
      retain: true,
    },
    [['frigate/cam/detect/state', 'OFF']],
    false,
    'frigate/cam/detect/set ON retained',
    'frigate/cam/detect/set OFF retained',
  ],
  [
    'ring-mqtt siren with text',
    { state_topic: 't', command_topic: 'c', value_template: '{{ value_json["switchState"] }}' },
    [['t', '{"switchState":"OFF"}']],
    false,
    'c ON',
    'c OFF',
  ],
  [
    'numbers',
    { state_topic: 't', command_topic: 'c', payload_on: 1, payload_off: 0 },
    [['t', '1']],
    true,
    'c 1',
    'c 0',
  ],
  ['no state topic', { command_topic: 'c' }, [], undefined, 'c ON', 'c OFF'],
  [
    'a command template with a choice',
    {
      command_topic: 'c',
      state_topic: 't',
      command_template: '{{ 100 if value == "ON" else 0 }}',
      value_template: '{{ "ON" if value|int > 0 else "OFF" }}',
    },
    [['t', '37']],
    true,
    'c 100',
    'c 0',
  ],
  [
    'a state that says None',
    { command_topic: 'c', state_topic: 't' },
    [
      ['t', 'ON'],
      ['t', 'None'],
    ],
    null,
    'c ON',
    'c OFF',
  ],
  [
    'quality of service',
    { command_topic: 'c', state_topic: 't', qos: 1 },
    [['t', 'ON']],
    true,
    'c ON qos1',
    'c OFF qos1',
  ],
];

describe('switches as firmwares describe them', () => {
  test.each(SWITCHES)('%s', (_case, config, said, value, on, off) => {
    const home = testHome([haDiscovery]);
    home.hear('homeassistant/switch/x/config', { unique_id: 'x', ...config });
    for (const [topic, payload] of said) home.hear(topic, payload);
    expect(home.status('switch.x').state['on']).toBe(value);
    const sent = (command: string) => {
      const encoded = home.encode({ entity: 'switch.x', command });
      if (!encoded.ok) return encoded;
      return encoded.messages
        .map(({ topic, payload, qos, retain }) =>
          [topic, payload, ...(qos ? [`qos${qos}`] : []), ...(retain ? ['retained'] : [])].join(
            ' ',
          ),
        )
        .join('; ');
    };
    expect(sent('turn_on')).toBe(on);
    expect(sent('turn_off')).toBe(off);
    expect(sent('toggle')).toBe(value === true ? off : on);
  });
});
