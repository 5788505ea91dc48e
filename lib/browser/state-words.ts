import type { EntityKind, State } from '../domain/entity/entity.ts';
import { binaryWord } from './binary-words.ts';
import { climateWords, waterHeaterWords } from './climate-words.ts';
import type { EntityView } from './entity-view.ts';
import { formatAge, formatPercent } from './format.ts';
import { cssHex, hsOf } from './lamp-colour.ts';
import { type TermSet, termWords } from './term-words.ts';
import { updateWords } from './update-state.ts';
import {
  choiceWords,
  isOn,
  isSecret,
  mainProperty,
  numberOf,
  percentOf,
  SECRET,
  textOf,
  valueWords,
} from './words.ts';

const WAITING = 'Waiting for first reading';
const UNKNOWN = 'Unknown';

type Say = (state: State, view: EntityView, now: number) => string;

/** On and off, with what else is to be said while it is on. */
const onOff =
  (more: (state: State) => readonly (string | null)[] = () => []): Say =>
  (state) => {
    const on = isOn(state);
    if (on === null) return absent(state, 'on');
    if (!on) return 'Off';
    const parts = more(state).filter((part) => part !== null && part !== '');
    return parts.length === 0 ? 'On' : parts.join(' · ');
  };

/** Nothing was said of it yet, or that nobody knows. */
const absent = (state: State, property: string) =>
  state[property] === undefined ? WAITING : UNKNOWN;

const term =
  (set: TermSet, property = 'state'): Say =>
  (state) => {
    const value = textOf(state, property);
    return value === null ? absent(state, property) : termWords(set, value);
  };

const level = (state: State, property: string) => {
  const value = percentOf(state, property);
  return value === null ? null : formatPercent(value);
};

/** "Open · 60 %"; the position is left out where the word says it already. */
function coverWords(state: State): string {
  const position = percentOf(state, 'position');
  const said = textOf(state, 'state');
  if (position === null && said === null) {
    const tilt = level(state, 'tilt');
    if (tilt !== null) return `Tilt ${tilt}`;
    return state.position === undefined ? absent(state, 'state') : UNKNOWN;
  }
  const rests = said === null || said === 'open' || said === 'closed' || said === 'stopped';
  const word = termWords(
    'cover',
    rests && position !== null ? atRest(position, said) : (said ?? ''),
  );
  const isPlain = position === null || (word === 'Closed' && position === 0);
  return isPlain || (word === 'Open' && position === 100)
    ? word
    : `${word} · ${formatPercent(position)}`;
}

/** A cover that says "stopped" at 0 is closed; one that says "closed" at 3 is closed. */
const atRest = (position: number, said: string | null) =>
  said === 'closed' || (position === 0 && said !== 'open') ? 'closed' : 'open';

function humidifierMore(state: State): readonly (string | null)[] {
  const now = numberOf(state, 'current_humidity');
  const target = numberOf(state, 'humidity');
  const action = textOf(state, 'action');
  const mode = textOf(state, 'mode');
  const from = now === null ? '' : `${Math.round(now)} → `;
  return [
    action && action !== 'off' ? termWords('action', action) : mode && choiceWords(mode),
    target === null
      ? now === null
        ? null
        : formatPercent(now)
      : `${from}${formatPercent(target)}`,
  ];
}

/** What happened last, and when: an event has no state to be in. */
const lastEvent =
  (property: string, words: (value: string) => string): Say =>
  (state, view, now) => {
    const value = state[property];
    if (value === undefined || value === null) return 'Nothing yet';
    const at = view.status.times[property] ?? view.reportedAt;
    const what = words(String(value));
    return at === null ? what : `${what} · ${formatAge(now - at)}`;
  };

/** What runs and is done with: it has no state, so it tells what became of the last press. */
const stateless =
  (words: string): Say =>
  (_, { pending }) =>
    pending?.phase === 'sent' || pending?.phase === 'acknowledged' ? 'Sent' : words;

const withBattery =
  (set: TermSet): Say =>
  (state, view, now) => {
    const battery = level(state, 'battery');
    const words = term(set)(state, view, now);
    return battery === null || words === WAITING ? words : `${words} · ${battery}`;
  };

function placeWords(state: State): string {
  const place = textOf(state, 'state');
  if (place !== null && place !== '') {
    return Object.hasOwn(PLACES, place) ? termWords('place', place) : place;
  }
  if (numberOf(state, 'latitude') !== null && numberOf(state, 'longitude') !== null)
    return 'Located';
  return absent(state, 'state');
}

const PLACES = { home: true, not_home: true };

function frameWords(state: State, _: EntityView, now: number): string {
  const updated = numberOf(state, 'updated');
  if (updated !== null) return `Picture · ${formatAge(now - updated)}`;
  return textOf(state, 'url') === null ? 'Waiting for a picture' : 'Picture behind a link';
}

function textWords(state: State, { entity }: EntityView): string {
  const value = state.value;
  if (typeof value !== 'string') return valueOr(state, entity.unit);
  if (value === '') return 'Empty';
  return isSecret(entity) ? SECRET : value;
}

/** A value that is one: a list by its members, JSON by its size. */
function structuredWords(state: State): string {
  const value = state.value;
  if (typeof value !== 'string') return valueOr(state, null);
  const parsed = parsedJson(value);
  if (parsed === undefined) return value || 'Empty';
  const size = Object.keys(parsed).length;
  const one = Array.isArray(parsed) ? 'entry' : 'value';
  return size === 1 ? `1 ${one}` : `${size} ${one === 'entry' ? 'entries' : 'values'}`;
}

/** The object or list that a text holds as JSON; undefined: it is just a text. */
export function parsedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function colourWords(state: State): string {
  const hs = hsOf(state);
  return hs === null ? absent(state, mainProperty(state) ?? 'hs') : cssHex(hs[0], hs[1]);
}

const valueOr = (state: State, unit: string | null) =>
  state.value === undefined || state.value === null
    ? absent(state, 'value')
    : valueWords(state.value, unit);

/** A kind nobody foresaw: its most telling property. */
function anyWords(state: State, { entity }: EntityView): string {
  const property = mainProperty(state);
  return property === null
    ? WAITING
    : valueWords(state[property], property === 'value' ? entity.unit : null);
}

const WORDS: Readonly<Record<EntityKind, Say>> = {
  light: onOff((state) => [level(state, 'brightness')]),
  switch: onOff(),
  fan: onOff((state) => [
    level(state, 'percentage'),
    textOf(state, 'preset_mode') && choiceWords(String(state.preset_mode)),
  ]),
  siren: onOff((state) => ['Sounding', textOf(state, 'tone') && choiceWords(String(state.tone))]),
  humidifier: onOff(humidifierMore),
  binary_sensor: (state, { entity }) => {
    const on = isOn(state);
    return on === null ? absent(state, 'on') : binaryWord(entity.deviceClass, on);
  },
  sensor: (state, { entity }) =>
    state.value === undefined ? WAITING : valueWords(state.value, entity.unit),
  cover: coverWords,
  valve: coverWords,
  climate: climateWords,
  water_heater: waterHeaterWords,
  lock: term('lock'),
  alarm_control_panel: term('alarm'),
  number: (state, { entity }) => valueOr(state, entity.unit),
  select: (state) => {
    const value = textOf(state, 'value');
    return value === null ? valueOr(state, null) : choiceWords(value);
  },
  text: textWords,
  button: stateless('Ready'),
  scene: stateless('Ready'),
  notify: stateless('Ready'),
  event: lastEvent('event_type', choiceWords),
  trigger: lastEvent('event_type', choiceWords),
  tag: lastEvent('tag', (tag) => tag),
  update: updateWords,
  device_tracker: placeWords,
  camera: frameWords,
  image: frameWords,
  vacuum: withBattery('vacuum'),
  lawn_mower: withBattery('mower'),
  color: colourWords,
  structured: structuredWords,
};

/** What an entity does, in a few words, leaving aside whether it can be reached. */
export function stateWords(view: EntityView, state: State, now: number): string {
  const { kind } = view.entity;
  const say = Object.hasOwn(WORDS, kind) ? WORDS[kind] : anyWords;
  return say(state, view, now);
}
