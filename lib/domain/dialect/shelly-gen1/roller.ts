import { coverToggle } from '../../command/cover-toggle.ts';
import { unsupported } from '../../command/refused.ts';
import type { Value } from '../../entity/entity.ts';
import { worded } from './measured.ts';
import { numberIn, type Part, type Reading, said } from './part.ts';

const TARGET: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  open: { state: 'open' },
  close: { state: 'closed' },
  stop: {},
};

/** What the motor does, and where it stands, as one word. */
function stateOf(motion: string, position: Value | undefined): string {
  if (motion === 'open') return position === 100 ? 'open' : 'opening';
  if (motion === 'close') return position === 0 ? 'closed' : 'closing';
  if (typeof position !== 'number') return 'stopped';
  return position === 0 ? 'closed' : 'open';
}

/** `roller/<n>` says which way it runs, `roller/<n>/pos` how far it is open (conventions §5.2). */
export function roller(n: string): Part {
  const key = `roller/${n}`;
  const place = `${key}/pos`;
  return {
    key,
    kind: 'cover',
    name: `Roller ${n}`,
    capabilities: (features) => ({
      commands: [
        ...['open', 'close', 'stop', 'toggle'],
        ...(features.includes('position') ? ['set_position'] : []),
      ],
    }),
    features: ({ path, message }) =>
      path === place && isPosition(numberIn(message)) ? ['position'] : [],
    listens: [key, place],
    speaks: [`${key}/command`, `${key}/command/pos`],
    read({ path, message }, before): Reading {
      if (path === place) {
        const position = numberIn(message);
        if (position === null) return 'the position is not a number';
        // -1 until the roller has been calibrated.
        if (!isPosition(position)) return { position: null };
        const motion = before['state'];
        const isMoving = motion === 'opening' || motion === 'closing';
        return { position, ...(isMoving ? {} : { state: stateOf('stop', position) }) };
      }
      const motion = message.text()?.trim() ?? '';
      if (!Object.hasOwn(TARGET, motion)) return 'a roller says open, close or stop';
      return { state: stateOf(motion, before['position']) };
    },
    encode(command, { root, before }) {
      if (command.command === 'set_position') {
        const position = Math.round(Number(command['position']));
        return said(`${root}${key}/command/pos`, String(position), { position });
      }
      const wish = command.command === 'toggle' ? coverToggle(before) : command.command;
      return Object.hasOwn(TARGET, wish)
        ? said(`${root}${key}/command`, wish, TARGET[wish]!)
        : unsupported(command.command);
    },
  };
}

const isPosition = (value: number | null): value is number =>
  value !== null && value >= 0 && value <= 100;

/** Lets the roller measure its travel. */
export const calibration = (n: string): Part => ({
  key: `roller/${n}/rc`,
  kind: 'button',
  name: `Roller ${n} calibrate`,
  category: 'config',
  listens: [],
  speaks: [`roller/${n}/command`],
  read: () => ({}),
  encode: (command, { root }) =>
    command.command === 'press'
      ? said(`${root}roller/${n}/command`, 'rc', {})
      : unsupported(command.command),
});

/** Why it stopped last: `normal`, `obstacle`, `safety_switch`. */
export const stopReason = (n: string): Part =>
  worded(`roller/${n}/stop_reason`, `Roller ${n} stop reason`, null, { category: 'diagnostic' });

const MOVES: Readonly<Record<string, string>> = {
  opened: 'open',
  open: 'open',
  closed: 'closed',
  close: 'closed',
  opening: 'opening',
  closing: 'closing',
  stopped: 'stopped',
};

/** The gas valve of a Shelly Gas. */
export function gasValve(n: string): Part {
  const key = `valve/${n}/state`;
  return {
    key,
    kind: 'valve',
    name: `Valve ${n}`,
    deviceClass: 'gas',
    capabilities: () => ({ commands: ['open', 'close', 'toggle'] }),
    listens: [key],
    speaks: [`valve/${n}/command`],
    read({ message }) {
      const word = message.text()?.trim() ?? '';
      return { state: Object.hasOwn(MOVES, word) ? MOVES[word] : null };
    },
    encode(command, { root, before }) {
      const wish =
        command.command === 'toggle'
          ? before['state'] === 'closed'
            ? 'open'
            : 'close'
          : command.command;
      if (wish !== 'open' && wish !== 'close') return unsupported(command.command);
      return said(`${root}valve/${n}/command`, wish, TARGET[wish]!);
    },
  };
}
