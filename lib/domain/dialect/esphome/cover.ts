import { unsupported } from '../../command/refused.ts';
import { type Component, numberIn, say, textOf } from './component.ts';

const STATES = new Set(['open', 'closed', 'opening', 'closing']);
const TARGETS: Readonly<Record<string, string | null>> = {
  open: 'open',
  close: 'closed',
  stop: null,
  toggle: null,
};

/** The number of a part that goes from 0 to 100. */
const percentIn = (text: string): number | undefined => {
  const value = numberIn(text);
  return typeof value === 'number' && value >= 0 && value <= 100 ? value : undefined;
};

/** A cover, or a valve, which is the same without slats. */
function opener(kind: 'cover' | 'valve'): Component {
  const parts = kind === 'cover' ? ['', 'position', 'tilt'] : ['', 'position'];
  return {
    ...{ kind, parts, commands: parts },
    capabilities: (features) => ({
      commands: [
        ...Object.keys(TARGETS),
        ...(features.includes('position') ? ['set_position'] : []),
        ...(features.includes('tilt') ? ['open_tilt', 'close_tilt', 'set_tilt'] : []),
      ],
    }),
    features: (part, message) =>
      part !== '' && percentIn(textOf(message)) !== undefined ? [part] : [],
    read(part, message) {
      const text = textOf(message);
      if (part === '') {
        const state = text.toLowerCase();
        return STATES.has(state) ? { state } : `the state is none of a ${kind}`;
      }
      const value = percentIn(text);
      return value === undefined ? `the ${part} is no number from 0 to 100` : { [part]: value };
    },
    encode(command, context) {
      const wish = command.command;
      if (Object.hasOwn(TARGETS, wish)) {
        const state = TARGETS[wish];
        return say(context, [['', wish.toUpperCase()]], state ? { state } : {});
      }
      const moved = (part: string, to: unknown) => {
        const value = Math.round(Number(to));
        return say(context, [[part, String(value)]], { [part]: value });
      };
      switch (wish) {
        case 'set_position':
          return moved('position', command['position']);
        case 'set_tilt':
          return moved('tilt', command['tilt']);
        case 'open_tilt':
          return moved('tilt', 100);
        case 'close_tilt':
          return moved('tilt', 0);
        default:
          return unsupported(wish);
      }
    },
  };
}

export const COVER = opener('cover');
export const VALVE = opener('valve');
