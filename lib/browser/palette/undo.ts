import type { Command } from '../../domain/command/command.ts';
import { takes } from '../entity/capable.ts';
import { isDimmable, isOpen } from '../entity/look.ts';
import type { EntityView } from '../store/entity-view.ts';
import { brightnessOf, isOn, numberOf, percentOf, textOf } from '../words/words.ts';

/** What takes a command back, as the entity is shown now, before it; null: that cannot be told. */
export function wayBack(view: EntityView, { command }: Command): Command | null {
  const { id, entity, shown } = view;
  const setBack = (property: string): Command | null => {
    const value = numberOf(shown, property) ?? textOf(shown, property);
    return value === null || !takes(entity, command)
      ? null
      : { entity: id, command, [property]: value };
  };
  switch (command) {
    case 'set_humidity':
      return setBack('humidity');
    case 'set_temperature':
      return setBack('temperature');
    case 'set_mode':
      return setBack('mode');
    case 'set':
      return setBack('value');
    case 'open':
    case 'close':
    case 'set_position':
      return placeBack(view);
    case 'turn_on':
    case 'turn_off':
    case 'toggle':
    case 'set_percentage':
      return powerBack(view);
    default:
      return null;
  }
}

function placeBack({ id, entity, shown }: EntityView): Command | null {
  const position = percentOf(shown, 'position');
  if (position !== null && takes(entity, 'set_position'))
    return { entity: id, command: 'set_position', position };
  if (textOf(shown, 'state') === null) return null;
  const back = isOpen(shown) ? 'open' : 'close';
  return takes(entity, back) ? { entity: id, command: back } : null;
}

function powerBack(view: EntityView): Command | null {
  const { id, entity, shown } = view;
  const mode = textOf(shown, 'mode');
  if (entity.kind === 'climate' || entity.kind === 'water_heater') {
    return mode !== null && takes(entity, 'set_mode')
      ? { entity: id, command: 'set_mode', mode }
      : null;
  }
  const on = isOn(shown);
  if (on === null) return null;
  if (!on) return { entity: id, command: 'turn_off' };
  const brightness = isDimmable(view) ? brightnessOf(shown) : null;
  if (entity.kind === 'light' && brightness !== null && brightness >= 1)
    return { entity: id, command: 'turn_on', brightness: Math.round(brightness) };
  const percentage = percentOf(shown, 'percentage');
  if (entity.kind === 'fan' && percentage !== null && takes(entity, 'set_percentage'))
    return { entity: id, command: 'set_percentage', percentage };
  return { entity: id, command: 'turn_on' };
}
