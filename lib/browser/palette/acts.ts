import type { Command } from '../../domain/command/command.ts';
import type { EntityKind } from '../../domain/entity/entity.ts';
import { group as arrange, isOnTiles } from '../entity/arrange.ts';
import { isOpen } from '../entity/look.ts';
import type { EntityView } from '../store/entity-view.ts';
import { isOn } from '../words/words.ts';
import { commandFor } from './commands.ts';
import { countWords, kindWords } from './kinds.ts';
import { readWish, type Wish } from './wish.ts';
import { misfit, wordsOf } from './words.ts';

/** Something to be done with one entity or several. */
export type PaletteAct = {
  readonly type: 'act';
  readonly key: string;
  /** "Dim 2 lights in Kitchen to 40 %" */
  readonly title: string;
  /** Which they are. */
  readonly line: string;
  readonly kind: EntityKind;
  readonly commands: readonly Command[];
  /** A question that comes first; null: none. */
  readonly question: { readonly words: string; readonly yes: string } | null;
};

/** Covers that somebody could walk or drive through: one at a time, after a question. */
const ENTRANCES = new Set(['garage', 'garage_door', 'gate', 'door']);
/** Kinds that are only meant one at a time, or by their name. */
const ALONE: ReadonlySet<EntityKind> = new Set([
  'switch',
  'siren',
  'scene',
  'button',
  'number',
  'valve',
]);
const MOST_SINGLES = 6;

type Doable = { readonly view: EntityView; readonly command: Command; readonly score: number };

/**
 * What a query asks for, the likeliest first: several entities of a kind at once, then each alone.
 * @param critical ids that ask before they are turned off; no group takes them along
 */
export function paletteActs(
  query: string,
  views: readonly EntityView[],
  critical: readonly string[],
): readonly PaletteAct[] {
  const request = readWish(query);
  if (request === null) return [];
  const { wish, target, all } = request;
  if (target.length === 0 && !all) return [];
  const doable: Doable[] = [];
  for (const view of views) {
    if (!isOnTiles(view)) continue;
    const score = misfit(target, searchWords(view));
    const command = score === null ? null : commandFor(view, wish);
    if (score !== null && command !== null) doable.push({ view, command, score });
  }
  // In the order of tiles: what one acts on most comes first.
  const order = arrange(
    null,
    doable.map(({ view }) => view),
  ).ids;
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = ({ view }: Doable) => places.get(view.id) ?? order.length;
  doable.sort((a, b) => placeOf(a) - placeOf(b));
  const kinds = [...new Set(doable.map(({ view }) => view.entity.kind))];
  const groups: PaletteAct[] = [];
  for (const kind of kinds) {
    const named = target.some((word) => isKindWord(word, kind, doable));
    if (ALONE.has(kind) && !named) continue;
    const members = doable.filter(
      ({ view }) =>
        view.entity.kind === kind &&
        !asks(view, wish) &&
        !(isOff(wish) && critical.includes(view.id)),
    );
    // What is off already needs no turning off, unless nothing else is left.
    const needy = members.filter(({ view }) => !isDone(view, wish));
    const group = needy.length > 0 ? needy : members;
    if (group.length > 1) groups.push(groupAct(group, wish));
  }
  const singles = doable
    .toSorted((a, b) => a.score - b.score)
    .slice(0, MOST_SINGLES)
    .map(({ view, command }) => {
      const isAsked = asks(view, wish) || (isOff(wish) && critical.includes(view.id));
      return singleAct(view, command, wish, isAsked);
    });
  return [...groups, ...singles];
}

/** The words by which an entity is found: its name, its room, its kind. */
export const searchWords = (view: EntityView): readonly string[] => [
  ...wordsOf(view.fullName),
  ...wordsOf(view.room ?? ''),
  ...kindWords(view.entity),
];

const isKindWord = (word: string, kind: EntityKind, doable: readonly Doable[]) =>
  doable.some(
    ({ view: { entity } }) =>
      entity.kind === kind &&
      kindWords(entity).some((one) => one === word || (word.length > 2 && one.startsWith(word))),
  );

const isOff = (wish: Wish) => wish.type === 'do' && wish.verb === 'off';

/** Whether it is asked about first, whoever it belongs to. */
function asks({ entity }: EntityView, wish: Wish): boolean {
  if (wish.type === 'do' && wish.verb === 'unlock') return true;
  if (entity.kind === 'siren') return !isOff(wish);
  const opens = wish.type === 'level' ? wish.value > 0 : wish.verb === 'open';
  return opens && entity.kind === 'cover' && ENTRANCES.has(entity.deviceClass ?? '');
}

function isDone({ shown }: EntityView, wish: Wish): boolean {
  if (wish.type === 'level') return false;
  switch (wish.verb) {
    case 'off':
      return isOn(shown) === false;
    case 'on':
      return isOn(shown) === true;
    case 'close':
      return !isOpen(shown);
    default:
      return false;
  }
}

const VERB_WORDS = {
  on: 'Turn on',
  off: 'Turn off',
  toggle: 'Toggle',
  open: 'Open',
  close: 'Close',
  stop: 'Stop',
  lock: 'Lock',
  unlock: 'Unlock',
  run: 'Run',
  start: 'Start',
  pause: 'Pause',
  dock: 'Send home',
} as const;

/** "Dim … to 40 %" around a name. */
function sentence(name: string, { kind, unit }: EntityView['entity'], wish: Wish): string {
  if (wish.type === 'do') return `${VERB_WORDS[wish.verb]} ${name}`;
  const value = String(wish.value);
  if (kind === 'light' && wish.value < 1) return `Turn off ${name}`;
  if (kind === 'light') return `Dim ${name} to ${Math.round(wish.value)} %`;
  if (kind === 'climate' || kind === 'water_heater')
    return `Set ${name} to ${value} ${unit ?? '°'}`;
  if (kind === 'number') return `Set ${name} to ${value}${unit ? ` ${unit}` : ''}`;
  return `Set ${name} to ${Math.round(wish.value)} %`;
}

function groupAct(group: readonly Doable[], wish: Wish): PaletteAct {
  const [first] = group;
  if (first === undefined) throw new Error('A group of nothing');
  const { entity } = first.view;
  const rooms = new Set(group.map(({ view }) => view.room));
  const room = rooms.size === 1 ? first.view.room : null;
  const count = countWords(group.map(({ view }) => view.entity));
  return {
    type: 'act',
    key: `group ${entity.kind}`,
    title: sentence(room === null ? count : `${count} in ${room}`, entity, wish),
    line: group.map(({ view }) => view.title).join(', '),
    kind: entity.kind,
    commands: group.map(({ command }) => command),
    question: null,
  };
}

function singleAct(view: EntityView, command: Command, wish: Wish, isAsked: boolean): PaletteAct {
  const title = sentence(view.fullName, view.entity, wish);
  const yes = wish.type === 'do' ? VERB_WORDS[wish.verb] : 'Set';
  return {
    type: 'act',
    key: `act ${view.id}`,
    title,
    line: view.room ?? '',
    kind: view.entity.kind,
    commands: [command],
    question: isAsked ? { words: `${title}?`, yes } : null,
  };
}
