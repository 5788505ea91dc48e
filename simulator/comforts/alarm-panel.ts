import { appliance, from, progress } from '../devices/appliance.ts';
import { type Device, type Memory, readObject } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { CODE } from './door-lock.ts';

const EXIT_MS = 20_000;
const ENTRY_MS = 10_000;

const ARMED: Readonly<Record<string, string>> = {
  ARM_HOME: 'armed_home',
  ARM_AWAY: 'armed_away',
  ARM_NIGHT: 'armed_night',
};

/** An alarm panel with a code; arming leaves time to go, and whoever triggers it has time to disarm. */
export function alarmPanel(of: Described): Device {
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      alarm: {
        platform: 'alarm_control_panel',
        name: null,
        state_topic: state,
        value_template: from('state'),
        command_topic: command('alarm'),
        code: 'REMOTE_CODE',
        command_template: '{"action":"{{ action }}","code":"{{ code }}"}',
        code_arm_required: true,
        code_disarm_required: true,
        code_trigger_required: false,
        supported_features: ['arm_home', 'arm_away', 'arm_night', 'trigger'],
      },
      ready: {
        platform: 'binary_sensor',
        name: 'Problem',
        device_class: 'problem',
        entity_category: 'diagnostic',
        state_topic: state,
        value_template: from('problem'),
      },
    }),
    state: (t, memory) => ({ state: stateAt(t, memory), problem: 'OFF' }),
    commands: {
      alarm(payload) {
        const call = readObject(payload);
        const action = String(call?.action);
        if (action === 'TRIGGER') return { state: 'triggered' };
        if (call?.code !== CODE) return null;
        if (action === 'DISARM') return { state: 'disarmed' };
        const armed = Object.hasOwn(ARMED, action) ? ARMED[action] : undefined;
        return armed === undefined ? null : { state: armed };
      },
    },
    settlesMs: [ENTRY_MS + 50, EXIT_MS + 50],
    habit: () => ({ state: 'disarmed' }),
  });
}

function stateAt(t: number, { state, changedAt }: Memory): string {
  if (state === 'triggered' && progress(changedAt, t, ENTRY_MS) < 1) return 'pending';
  // Who stays at home needs no time to leave.
  if (state === 'armed_away' && progress(changedAt, t, EXIT_MS) < 1) return 'arming';
  return String(state);
}
