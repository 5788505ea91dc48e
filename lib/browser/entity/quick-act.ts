import type { Command } from '../../domain/command/command.ts';
import type { EntityView } from '../store/entity-view.ts';
import { isOn, textOf } from '../words/words.ts';
import { takes } from './capable.ts';
import { isOpen } from './look.ts';

/** What the disc of a tile does at once. */
export type QuickAct = {
  readonly command: Command;
  /** In words, with the entity's name after it: "Close". */
  readonly verb: string;
  /** Whether it is a toggle, and how it stands; null: it runs something. */
  readonly pressed: boolean | null;
  /** `hold`: only while pressed for a moment, or after a question. `ask`: after a question. */
  readonly care: 'none' | 'hold' | 'ask';
};

/** Covers that somebody could walk or drive through. */
const ENTRANCES = new Set(['garage', 'garage_door', 'gate', 'door']);

/**
 * The quick act of an entity as it is now; null: it has none that is safe to guess, so the disc
 * only shows. `critical`: its owner wants to be asked before it goes off.
 */
export function quickAct(view: EntityView, critical = false): QuickAct | null {
  const { entity, shown, id } = view;
  const can = (command: string) => takes(entity, command);
  const act = (command: string, verb: string, care: QuickAct['care'] = 'none'): QuickAct | null =>
    can(command) ? { command: { entity: id, command }, verb, pressed: null, care } : null;

  switch (entity.kind) {
    case 'light':
    case 'switch':
    case 'fan':
    case 'humidifier':
    case 'siren': {
      const on = isOn(shown) === true;
      const toggled = act(on ? 'turn_off' : 'turn_on', on ? 'Turn off' : 'Turn on');
      return toggled && { ...toggled, pressed: on, care: on && critical ? 'ask' : 'none' };
    }
    case 'climate':
    case 'water_heater':
      return modeAct(view);
    case 'cover':
    case 'valve': {
      const said = textOf(shown, 'state');
      if (said === 'opening' || said === 'closing') return act('stop', 'Stop');
      if (isOpen(shown)) return act('close', 'Close');
      const isEntrance = ENTRANCES.has(entity.deviceClass ?? '');
      return act('open', 'Open', isEntrance ? 'hold' : 'none');
    }
    case 'lock':
      if (textOf(shown, 'state') !== 'locked') return act('lock', 'Lock');
      // Where a code is asked for there is a place to type it in the sheet.
      return entity.capabilities.codeFormat ? null : act('unlock', 'Unlock', 'hold');
    case 'button':
      return act('press', 'Press');
    case 'scene':
      return act('activate', 'Run');
    case 'vacuum':
      return textOf(shown, 'state') === 'cleaning'
        ? (act('pause', 'Pause') ?? act('stop', 'Stop'))
        : act('start', 'Start');
    case 'lawn_mower':
      return textOf(shown, 'state') === 'mowing' ? act('pause', 'Pause') : act('start', 'Start');
    default:
      return null;
  }
}

/** Off is clear; on is only where there is no choice what to turn on to. */
function modeAct({ entity, shown, id }: EntityView): QuickAct | null {
  const modes = entity.capabilities.modes ?? [];
  const mode = textOf(shown, 'mode');
  const settable = takes(entity, 'set_mode');
  const toggle = (command: Command, pressed: boolean): QuickAct => ({
    command,
    verb: pressed ? 'Turn off' : 'Turn on',
    pressed,
    care: 'none',
  });
  // Whatever the default of its kind: only a device that names them has switches of its own.
  const named = entity.capabilities.commands ?? [];
  const others = modes.filter((one) => one !== 'off');
  const only = others.length === 1 && modes.includes('off') && settable ? others[0] : undefined;
  const backOn = named.includes('turn_on')
    ? { entity: id, command: 'turn_on' }
    : only === undefined
      ? null
      : { entity: id, command: 'set_mode', mode: only };
  if (backOn === null || mode === null) return null;
  if (mode === 'off') return toggle(backOn, false);
  if (named.includes('turn_off')) return toggle({ entity: id, command: 'turn_off' }, true);
  return modes.includes('off') && settable
    ? toggle({ entity: id, command: 'set_mode', mode: 'off' }, true)
    : null;
}
