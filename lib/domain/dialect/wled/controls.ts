import { onOffCommand } from '../../command/arguments.ts';
import type { Command } from '../../command/command.ts';
import { invalid, isRefused, type Refused, unsupported } from '../../command/refused.ts';
import type { Capabilities, EntityKind, State, Value } from '../../entity/entity.ts';
import { effects, type NameList, palettes } from './names.ts';
import { integerIn, type Tags } from './tags.ts';

/** A setting that stands in the XML state and is changed by JSON on `/api`. */
export type Control = {
  readonly key: string;
  readonly kind: EntityKind;
  readonly name: string;
  readonly category: 'config' | null;
  readonly capabilities: Capabilities;
  /** The property and its value; null if the state does not speak of it. */
  read(tags: Tags): readonly [string, Value] | null;
  /** The JSON state to send, and what will be reported. */
  change(
    command: Command,
    before: State,
  ): { readonly state: object; readonly target: State } | Refused;
};

const isByte = (value: number | null): value is number =>
  value !== null && value >= 0 && value <= 255;

/** A choice by index; the tag is how the XML calls it, the word how the JSON does. */
const choice = (key: string, name: string, tag: string, word: string, list: NameList): Control => ({
  ...{ key, kind: 'select', name, category: null },
  capabilities: { options: list.names },
  read(tags) {
    const index = integerIn(tags, tag);
    return isByte(index) ? ['value', list.nameOf(index)] : null;
  },
  change(command) {
    if (command.command !== 'select') return unsupported(command.command);
    const option = String(command['option']);
    const index = list.indexOf(option);
    if (index === null) return invalid('option is none that WLED has');
    return { state: { seg: { [word]: index } }, target: { value: list.nameOf(index) } };
  },
});

const level = (
  key: string,
  name: string,
  tag: string,
  max: number,
  change: (value: number) => object,
): Control => ({
  ...{ key, kind: 'number', name, category: null },
  capabilities: { min: 0, max, step: 1, mode: max === 255 ? 'slider' : 'box' },
  read(tags) {
    const value = integerIn(tags, tag);
    return value !== null && value <= max ? ['value', Math.max(0, value)] : null;
  },
  change(command) {
    if (command.command !== 'set') return unsupported(command.command);
    const value = Math.round(Number(command['value']));
    return { state: change(value), target: { value } };
  },
});

const toggle = (
  key: string,
  name: string,
  tag: string,
  change: (on: boolean) => object,
): Control => ({
  ...{ key, kind: 'switch', name, category: 'config' },
  capabilities: {},
  read(tags) {
    const value = integerIn(tags, tag);
    return value === null ? null : ['on', value !== 0];
  },
  change(command, before) {
    const wish = onOffCommand(command, before);
    if (isRefused(wish)) return wish;
    return { state: change(wish.on), target: { on: wish.on } };
  },
});

/** What WLED's state has besides its light (WLED, xml.cpp and the JSON API). */
export const CONTROLS: readonly Control[] = [
  choice('effect', 'Effect', 'fx', 'fx', effects),
  choice('palette', 'Palette', 'fp', 'pal', palettes),
  level('speed', 'Effect speed', 'sx', 255, (sx) => ({ seg: { sx } })),
  level('intensity', 'Effect intensity', 'ix', 255, (ix) => ({ seg: { ix } })),
  level('preset', 'Preset', 'ps', 250, (ps) => ({ ps })),
  toggle('nightlight', 'Nightlight', 'nl', (on) => ({ nl: { on } })),
  toggle('sync_send', 'Sync send', 'ns', (send) => ({ udpn: { send } })),
  toggle('sync_receive', 'Sync receive', 'nr', (recv) => ({ udpn: { recv } })),
];
