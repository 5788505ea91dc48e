import type { Command, Encoded } from '../../command/command.ts';
import { unsupported } from '../../command/refused.ts';
import type { State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import type { Binding } from './binding.ts';
import { bodiesOf, numberOf, valueUnder } from './body.ts';
import { told } from './told.ts';

type Shutter = Extract<Binding, { role: 'shutter' }>;

/** Position and movement from `Shutter<n>`, or the bare position on `SHUTTER<n>`. */
export function readShutter(
  shutter: Shutter,
  message: ParsedMessage,
  before: State,
): readonly Report[] {
  const { number, inverted, tilt, wiring } = shutter;
  const isBare = message.topic === `${wiring.stat}SHUTTER${number}`;
  const told = isBare
    ? { Position: message.json() }
    : valueUnder(bodiesOf(message), [`Shutter${number}`]);
  const fields = isObject(told) || isBare ? (told as Readonly<Record<string, unknown>>) : null;
  if (fields === null) return [];
  const reports: Report[] = [];
  const state = (property: string, value: Value) =>
    reports.push({ type: 'state', property, value, at: message.at });
  const raw = numberOf(fields['Position']);
  const isPosition = raw !== null && raw >= 0 && raw <= 100;
  const position = isPosition ? (inverted ? 100 - raw : raw) : null;
  if (position !== null) state('position', position);
  const direction = numberOf(fields['Direction']);
  const word = wordFor(
    direction === null ? null : inverted ? -direction : direction,
    position,
    before,
  );
  if (word !== null) state('state', word);
  const degrees = numberOf(fields['Tilt']);
  if (degrees !== null && tilt !== null) {
    const share = ((degrees - tilt[0]) / (tilt[1] - tilt[0])) * 100;
    state('tilt', Math.min(100, Math.max(0, Math.round(share))));
  }
  if (reports.length === 0) return [{ type: 'rejected', reason: 'the shutter has no position' }];
  return reports;
}

/** A position alone does not tell whether the shutter moves on. */
function wordFor(direction: number | null, position: number | null, before: State): string | null {
  if (direction !== null && direction !== 0) return direction > 0 ? 'opening' : 'closing';
  const isMoving = before['state'] === 'opening' || before['state'] === 'closing';
  if (direction === null && isMoving && position !== 0 && position !== 100) return null;
  const at = position ?? before['position'];
  return typeof at === 'number' ? (at === 0 ? 'closed' : 'open') : null;
}

/** Moves a shutter. */
export function encodeShutter(shutter: Shutter, command: Command, before: State): Encoded {
  const { number, inverted, tilt, wiring } = shutter;
  const send = (name: string, argument: string | number, target: State): Encoded => ({
    ok: true,
    messages: [told(wiring, `${name}${number}`, argument)],
    target,
  });
  const turn = (percent: number): Encoded => {
    if (tilt === null) return unsupported(command.command);
    const degrees = Math.round(tilt[0] + (percent / 100) * (tilt[1] - tilt[0]));
    return send('ShutterTilt', degrees, { tilt: percent });
  };
  switch (command.command) {
    case 'open':
      return send('ShutterOpen', '', { position: 100 });
    case 'close':
      return send('ShutterClose', '', { position: 0 });
    case 'stop':
      return send('ShutterStop', '', {});
    case 'toggle':
      return before['state'] === 'closed' || before['state'] === 'closing'
        ? send('ShutterOpen', '', { position: 100 })
        : send('ShutterClose', '', { position: 0 });
    case 'set_position': {
      const position = Math.round(Number(command['position']));
      return send('ShutterPosition', inverted ? 100 - position : position, { position });
    }
    case 'open_tilt':
      return turn(100);
    case 'close_tilt':
      return turn(0);
    case 'set_tilt':
      return turn(Number(command['tilt']));
    default:
      return unsupported(command.command);
  }
}
