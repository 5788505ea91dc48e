import { connectDevice, type TestClient } from '../support/devices.ts';
import type { TestHome } from '../support/roles.ts';

type Answer = (payload: string) => Readonly<Record<string, string | object | undefined>>;

/** A simulated thing: how it announces itself, what it is, and how it answers. */
type Thing = {
  readonly component: string;
  readonly config: Record<string, unknown>;
  /** Retained states by topic. */
  readonly states?: Readonly<Record<string, string | object>>;
  /** By command topic: what it publishes then. */
  readonly answers?: Readonly<Record<string, Answer>>;
};

/** Whatever is asked becomes the state. */
const obeys = (command: string, state: string) => ({
  [command]: (payload: string) => ({ [state]: payload }),
});

/** The red dot of a PNG with one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const robot = (state: string) => ({ state, battery_level: 80, fan_speed: 'normal' });

/** One thing of every kind, each of which answers as a real one does. */
export const THINGS: Readonly<Record<string, Thing>> = {
  'light.strip': {
    component: 'light',
    config: {
      schema: 'json',
      command_topic: 'strip/set',
      state_topic: 'strip',
      brightness: true,
      supported_color_modes: ['rgbww', 'color_temp'],
      effect: true,
      effect_list: ['rainbow', 'fire_flicker'],
    },
    states: {
      strip: {
        state: 'ON',
        brightness: 150,
        color_mode: 'rgbww',
        color: { r: 9, g: 9, b: 255, c: 0, w: 0 },
      },
    },
    answers: { 'strip/set': (payload) => ({ strip: payload }) },
  },
  'switch.freezer': {
    component: 'switch',
    config: { command_topic: 'freezer/set', state_topic: 'freezer' },
    states: { freezer: 'ON' },
    answers: obeys('freezer/set', 'freezer'),
  },
  'cover.blind': {
    component: 'cover',
    config: {
      device_class: 'blind',
      command_topic: 'blind/set',
      position_topic: 'blind/position',
      set_position_topic: 'blind/position/set',
      tilt_command_topic: 'blind/tilt/set',
      tilt_status_topic: 'blind/tilt',
    },
    states: { 'blind/position': '60', 'blind/tilt': '30' },
    answers: {
      'blind/set': (payload) =>
        payload === 'STOP' ? {} : { 'blind/position': payload === 'OPEN' ? '100' : '0' },
      ...obeys('blind/position/set', 'blind/position'),
      ...obeys('blind/tilt/set', 'blind/tilt'),
    },
  },
  'valve.garden': {
    component: 'valve',
    config: { command_topic: 'valve/set', state_topic: 'valve', reports_position: true },
    states: { valve: '40' },
    answers: obeys('valve/set', 'valve'),
  },
  'climate.bath': {
    component: 'climate',
    config: {
      modes: ['off', 'heat', 'auto'],
      mode_command_topic: 'bath/mode/set',
      mode_state_topic: 'bath/mode',
      temperature_command_topic: 'bath/target/set',
      temperature_state_topic: 'bath/target',
      current_temperature_topic: 'bath/now',
      action_topic: 'bath/action',
      temp_step: 0.5,
      preset_modes: ['eco', 'comfort'],
      preset_mode_command_topic: 'bath/preset/set',
      preset_mode_state_topic: 'bath/preset',
    },
    states: {
      'bath/mode': 'heat',
      'bath/target': '22',
      'bath/now': '19.8',
      'bath/action': 'heating',
      'bath/preset': 'comfort',
    },
    answers: {
      ...obeys('bath/mode/set', 'bath/mode'),
      ...obeys('bath/target/set', 'bath/target'),
      ...obeys('bath/preset/set', 'bath/preset'),
    },
  },
  'water_heater.boiler': {
    component: 'water_heater',
    config: {
      modes: ['off', 'eco', 'performance'],
      mode_command_topic: 'boiler/mode/set',
      mode_state_topic: 'boiler/mode',
      temperature_command_topic: 'boiler/target/set',
      temperature_state_topic: 'boiler/target',
      current_temperature_topic: 'boiler/now',
      min_temp: 40,
      max_temp: 65,
    },
    states: { 'boiler/mode': 'eco', 'boiler/target': '55', 'boiler/now': '48' },
    answers: {
      ...obeys('boiler/mode/set', 'boiler/mode'),
      ...obeys('boiler/target/set', 'boiler/target'),
    },
  },
  'fan.ceiling': {
    component: 'fan',
    config: {
      command_topic: 'fan/set',
      state_topic: 'fan',
      percentage_command_topic: 'fan/speed/set',
      percentage_state_topic: 'fan/speed',
      speed_range_min: 1,
      speed_range_max: 4,
      oscillation_command_topic: 'fan/swing/set',
      oscillation_state_topic: 'fan/swing',
      direction_command_topic: 'fan/direction/set',
      direction_state_topic: 'fan/direction',
    },
    states: {
      fan: 'ON',
      'fan/speed': '2',
      'fan/swing': 'oscillate_off',
      'fan/direction': 'forward',
    },
    answers: {
      ...obeys('fan/set', 'fan'),
      ...obeys('fan/speed/set', 'fan/speed'),
      ...obeys('fan/swing/set', 'fan/swing'),
      ...obeys('fan/direction/set', 'fan/direction'),
    },
  },
  'humidifier.bedroom': {
    component: 'humidifier',
    config: {
      command_topic: 'humidifier/set',
      state_topic: 'humidifier',
      target_humidity_command_topic: 'humidifier/target/set',
      target_humidity_state_topic: 'humidifier/target',
      current_humidity_topic: 'humidifier/now',
      min_humidity: 30,
      max_humidity: 80,
    },
    states: { humidifier: 'ON', 'humidifier/target': '50', 'humidifier/now': '41' },
    answers: {
      ...obeys('humidifier/set', 'humidifier'),
      ...obeys('humidifier/target/set', 'humidifier/target'),
    },
  },
  'lock.front': {
    component: 'lock',
    config: { command_topic: 'lock/set', state_topic: 'lock', payload_open: 'OPEN' },
    states: { lock: 'LOCKED' },
    answers: { 'lock/set': (payload) => (payload === 'OPEN' ? {} : { lock: `${payload}ED` }) },
  },
  'alarm_control_panel.house': {
    component: 'alarm_control_panel',
    config: {
      command_topic: 'alarm/set',
      state_topic: 'alarm',
      code: 'REMOTE_CODE',
      command_template: '{{ action }}:{{ code }}',
      supported_features: ['arm_home', 'arm_away', 'trigger'],
    },
    states: { alarm: 'disarmed' },
    answers: {
      'alarm/set': (payload) => ({
        alarm:
          { DISARM: 'disarmed', ARM_AWAY: 'armed_away' }[payload.split(':')[0]!] ?? 'triggered',
      }),
    },
  },
  'siren.hall': {
    component: 'siren',
    config: {
      command_topic: 'siren/set',
      state_topic: 'siren',
      available_tones: ['fire', 'chime'],
    },
    states: { siren: 'OFF' },
    answers: {
      'siren/set': (payload) => ({ siren: (JSON.parse(payload) as { state: string }).state }),
    },
  },
  'number.delay': {
    component: 'number',
    config: {
      command_topic: 'delay/set',
      state_topic: 'delay',
      min: 0,
      max: 100,
      step: 5,
      unit_of_measurement: 's',
    },
    states: { delay: '35' },
    answers: obeys('delay/set', 'delay'),
  },
  'select.programme': {
    component: 'select',
    config: {
      command_topic: 'programme/set',
      state_topic: 'programme',
      options: ['Cotton', 'Eco', 'Quick', 'Wool', 'Delicates', 'Spin'],
    },
    states: { programme: 'Eco' },
    answers: obeys('programme/set', 'programme'),
  },
  'select.power_on': {
    component: 'select',
    config: {
      command_topic: 'poweron/set',
      state_topic: 'poweron',
      options: ['off', 'on', 'previous_state'],
    },
    states: { poweron: 'off' },
    answers: obeys('poweron/set', 'poweron'),
  },
  'text.display': {
    component: 'text',
    config: { command_topic: 'display/set', state_topic: 'display', min: 2, max: 10 },
    states: { display: 'hello' },
    answers: obeys('display/set', 'display'),
  },
  'button.bell': {
    component: 'button',
    config: { command_topic: 'bell' },
    answers: { bell: () => ({}) },
  },
  'scene.movie': {
    component: 'scene',
    config: { command_topic: 'movie', payload_on: 'GO' },
    answers: { movie: () => ({}) },
  },
  'notify.hall': {
    component: 'notify',
    config: { command_topic: 'notify' },
    answers: { notify: () => ({}) },
  },
  'event.remote': {
    component: 'event',
    config: { state_topic: 'remote', event_types: ['single', 'long_press'] },
  },
  'update.lamp': {
    component: 'update',
    config: { state_topic: 'update', command_topic: 'update/set', payload_install: 'install' },
    states: {
      update: {
        installed_version: '1.2',
        latest_version: '1.3',
        release_url: 'https://example.org/notes',
      },
    },
    answers: {
      'update/set': () => ({
        update: {
          installed_version: '1.2',
          latest_version: '1.3',
          in_progress: true,
          update_percentage: 40,
        },
      }),
    },
  },
  'device_tracker.phone': {
    component: 'device_tracker',
    config: { state_topic: 'phone', json_attributes_topic: 'phone/attributes' },
    states: {
      phone: 'home',
      'phone/attributes': { latitude: 52.52, longitude: 13.405, gps_accuracy: 12 },
    },
  },
  'camera.door': { component: 'camera', config: { topic: 'camera' } },
  'vacuum.robby': {
    component: 'vacuum',
    config: {
      command_topic: 'robby/set',
      state_topic: 'robby',
      set_fan_speed_topic: 'robby/speed/set',
      fan_speed_list: ['quiet', 'normal'],
      supported_features: [
        'start',
        'pause',
        'stop',
        'return_home',
        'status',
        'fan_speed',
        'locate',
      ],
    },
    states: { robby: robot('docked') },
    answers: {
      'robby/set': (payload) => ({ robby: robot(payload === 'start' ? 'cleaning' : 'paused') }),
      'robby/speed/set': (payload) => ({ robby: { ...robot('docked'), fan_speed: payload } }),
    },
  },
  'lawn_mower.mower': {
    component: 'lawn_mower',
    config: {
      activity_state_topic: 'mower',
      start_mowing_command_topic: 'mower/set',
      pause_command_topic: 'mower/set',
      dock_command_topic: 'mower/set',
    },
    states: { mower: 'docked' },
    answers: { 'mower/set': () => ({ mower: 'mowing' }) },
  },
};

export type House = {
  readonly device: TestClient;
  /** The last payload heard on a command topic. */
  last(topic: string): string | undefined;
  /** How many were heard on it. */
  count(topic: string): number;
  end(): Promise<void>;
};

/** Starts the things named, or all of them, as one real MQTT client. */
export async function startHouse(
  home: TestHome,
  name: string,
  ids: readonly string[] = Object.keys(THINGS),
): Promise<House> {
  const device = await connectDevice(home, name);
  const heard: { topic: string; payload: string }[] = [];
  const answers = new Map<string, Answer>();
  device.client.on('message', (topic, bytes) => {
    const payload = bytes.toString();
    heard.push({ topic, payload });
    for (const [to, state] of Object.entries(answers.get(topic)?.(payload) ?? {}))
      if (state !== undefined) device.publish(to, state).catch(() => {});
  });
  for (const id of ids) {
    const thing = THINGS[id]!;
    const objectId = id.split('.')[1]!;
    for (const [topic, answer] of Object.entries(thing.answers ?? {})) {
      answers.set(topic, answer);
      await device.client.subscribeAsync(topic, { qos: 1 });
    }
    await device.publish(`homeassistant/${thing.component}/${objectId}/config`, {
      ...thing.config,
      name: null,
      unique_id: objectId,
      device: { identifiers: [id], name: objectId.replaceAll('_', ' ') },
    });
    for (const [topic, state] of Object.entries(thing.states ?? {}))
      await device.publish(topic, state);
  }
  const on = (topic: string) => heard.filter((message) => message.topic === topic);
  return {
    device,
    last: (topic) => on(topic).at(-1)?.payload,
    count: (topic) => on(topic).length,
    end: () => device.end(),
  };
}
