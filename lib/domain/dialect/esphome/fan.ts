import { unsupported } from '../../command/refused.ts';
import type { Value } from '../../entity/entity.ts';
import { type Component, numberIn, say, textOf } from './component.ts';

/** Speeds are counted; how many there are only the discovery says, and 100 is the default. */
const SPEEDS = 100;

/** A fan with its speed, its swinging and its direction, each on topics of its own. */
export const FAN: Component = {
  kind: 'fan',
  parts: ['', 'speed_level', 'oscillation', 'direction'],
  commands: ['', 'speed_level', 'oscillation', 'direction'],
  capabilities: (features) => ({
    commands: [
      ...['turn_on', 'turn_off', 'toggle'],
      ...(features.includes('speed_level') ? ['set_percentage'] : []),
      ...(features.includes('oscillation') ? ['oscillate'] : []),
      ...(features.includes('direction') ? ['set_direction'] : []),
    ],
    ...(features.includes('speed_level') ? { speedCount: SPEEDS } : {}),
  }),
  features: (part) => (part === '' ? [] : [part]),
  read(part, message) {
    const text = textOf(message);
    switch (part) {
      case 'speed_level': {
        const speed = numberIn(text);
        if (typeof speed !== 'number' || speed < 0) return 'the speed is not a number';
        return { percentage: Math.min(100, Math.round((speed / SPEEDS) * 100)) };
      }
      case 'oscillation':
        if (text !== 'oscillate_on' && text !== 'oscillate_off') return 'neither swinging nor not';
        return { oscillating: text === 'oscillate_on' };
      case 'direction': {
        const direction = text.toLowerCase();
        const isKnown = direction === 'forward' || direction === 'reverse';
        return isKnown ? { direction } : 'the direction is neither forward nor reverse';
      }
      default:
        return text === 'ON' || text === 'OFF'
          ? { on: text === 'ON' }
          : 'the state is neither ON nor OFF';
    }
  },
  encode(command, context) {
    const speed = (percentage: number): readonly [string, string] => [
      'speed_level',
      String(Math.max(1, Math.ceil((percentage / 100) * SPEEDS))),
    ];
    const wished = command['percentage'];
    switch (command.command) {
      case 'set_percentage':
      case 'turn_on': {
        if (wished === 0) return say(context, [['', 'OFF']], { on: false });
        const hasSpeed = typeof wished === 'number' && context.features.includes('speed_level');
        const target: Record<string, Value> = { on: true };
        if (hasSpeed) target['percentage'] = Math.ceil(wished);
        const messages = hasSpeed ? [speed(wished)] : [];
        const isOn = command.command === 'set_percentage' && context.before['on'] === true;
        return say(context, [...(isOn ? [] : [['', 'ON'] as const]), ...messages], target);
      }
      case 'turn_off':
        return say(context, [['', 'OFF']], { on: false });
      case 'toggle': {
        const on = context.before['on'] !== true;
        return say(context, [['', on ? 'ON' : 'OFF']], { on });
      }
      case 'oscillate': {
        const oscillating = command['oscillating'] === true;
        const word = oscillating ? 'oscillate_on' : 'oscillate_off';
        return say(context, [['oscillation', word]], { oscillating });
      }
      case 'set_direction': {
        const direction = String(command['direction']);
        return say(context, [['direction', direction]], { direction });
      }
      default:
        return unsupported(command.command);
    }
  },
};
