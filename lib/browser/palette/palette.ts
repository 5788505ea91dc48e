import { isOnTiles } from '../entity/arrange.ts';
import { quickAct } from '../entity/quick-act.ts';
import { screenOf, titleOf } from '../page/screens.ts';
import type { EntityView } from '../store/entity-view.ts';
import { type PaletteAct, paletteActs, searchWords } from './acts.ts';
import { misfit, wordsOf, wordsTyped } from './words.ts';

/** One line of the palette: a device, a place to go to, or something to be done. */
export type PaletteEntry =
  | PaletteAct
  | { readonly type: 'entity'; readonly key: string; readonly view: EntityView }
  | {
      readonly type: 'place';
      readonly key: string;
      readonly title: string;
      readonly line: 'Room' | 'Screen';
      readonly href: string;
    }
  | { readonly type: 'keys'; readonly key: string; readonly title: string };

/** As many as are shown at once. */
export const MOST_ENTRIES = 24;

/** Screens, and other words for what is there. */
const SCREENS: readonly (readonly [href: string, also: string])[] = [
  ['/', 'home start overview'],
  ['/rooms', ''],
  ['/history', 'chart graph log'],
  ['/more', 'settings'],
  ['/more/devices', 'list'],
  ['/more/add-device', 'new'],
  ['/more/devices/pair', 'permit join'],
  ['/more/explorer', 'mqtt explorer messages publish'],
  ['/more/people', 'sign sessions tokens access'],
  ['/more/data', 'storage disk size retention database gaps losses keep history'],
  ['/more/look', 'theme dark light keys'],
  ['/more/about', 'version health'],
];

type Scored = { readonly entry: PaletteEntry; readonly score: number };

/** What of a home fits a query, best first; without a query, where one can go. */
export function findEntries(
  query: string,
  views: readonly EntityView[],
  critical: readonly string[],
): readonly PaletteEntry[] {
  const typed = wordsTyped(query);
  const places = [...roomEntries(views, typed), ...screenEntries(typed)];
  if (typed.length === 0) {
    const off = paletteActs('all lights off', views, critical).slice(0, 1);
    return [...off, ...places.map(({ entry }) => entry), KEYS].slice(0, MOST_ENTRIES);
  }
  const entities = entityEntries(views, typed);
  const acts = paletteActs(query, views, critical);
  const found = [...places, ...entities, ...keysEntry(typed)]
    .sort((a, b) => a.score - b.score)
    .map(({ entry }) => entry);
  // "Lamp 2" is a name before it is a wish; "kitchen 40" is no name.
  const isName = entities.some(({ score }) => score < typed.length);
  const quick = acts.length > 0 ? [] : quickEntries(entities, critical);
  const ordered = isName ? [...found, ...acts] : [...acts, ...found];
  const [first, ...rest] = ordered;
  return (first ? [first, ...quick, ...rest] : []).slice(0, MOST_ENTRIES);
}

function entityEntries(views: readonly EntityView[], typed: readonly string[]): readonly Scored[] {
  const scored: Scored[] = [];
  for (const view of views) {
    if (!view.entity.enabled) continue;
    const score = misfit(typed, searchWords(view));
    if (score === null) continue;
    const entry = { type: 'entity', key: `entity ${view.id}`, view } as const;
    scored.push({ entry, score: score + (isOnTiles(view) ? 0 : 5) });
  }
  return scored.sort((a, b) => a.score - b.score).slice(0, MOST_ENTRIES);
}

/** What the disc of the best device would do, right beside it. */
function quickEntries(
  entities: readonly Scored[],
  critical: readonly string[],
): readonly PaletteAct[] {
  const best = entities[0]?.entry;
  if (best?.type !== 'entity' || !best.view.available) return [];
  const { view } = best;
  const act = quickAct(view, critical.includes(view.id));
  if (act === null) return [];
  const title = `${act.verb} ${view.fullName}`;
  return [
    {
      type: 'act',
      key: `quick ${view.id}`,
      title,
      line: view.room ?? '',
      kind: view.entity.kind,
      commands: [act.command],
      question: act.care === 'none' ? null : { words: `${title}?`, yes: act.verb },
    },
  ];
}

function roomEntries(views: readonly EntityView[], typed: readonly string[]): readonly Scored[] {
  const rooms = [...new Set(views.flatMap((view) => (isOnTiles(view) ? (view.room ?? []) : [])))];
  return rooms
    .sort((a, b) => a.localeCompare(b))
    .flatMap((name) => {
      const score = misfit(typed, wordsOf(name));
      const href = `/rooms/${encodeURIComponent(name)}`;
      const entry = { type: 'place', key: href, title: name, line: 'Room', href } as const;
      // A room comes before what stands in it.
      return score === null ? [] : [{ entry, score: score - 0.5 }];
    });
}

function screenEntries(typed: readonly string[]): readonly Scored[] {
  return SCREENS.flatMap(([href, also]) => {
    const screen = screenOf(href);
    if (screen.type === 'nowhere') return [];
    const title = titleOf(screen) ?? 'Home';
    const score = misfit(typed, [...wordsOf(title), ...wordsOf(also)]);
    const entry = { type: 'place', key: href, title, line: 'Screen', href } as const;
    return score === null ? [] : [{ entry, score }];
  });
}

const KEYS = { type: 'keys', key: 'keys', title: 'List of keys' } as const;

function keysEntry(typed: readonly string[]): readonly Scored[] {
  const score = misfit(typed, ['list', 'keys', 'keyboard', 'shortcuts', 'help']);
  return score === null ? [] : [{ entry: KEYS, score }];
}
