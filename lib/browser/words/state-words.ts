import type { EntityKind, State } from '../../domain/entity/entity.ts';
import { cssHex, hsOf } from '../entity/lamp-colour.ts';
import { updateWords } from '../entity/update-state.ts';
import { absent, WAITING } from '../store/absent.ts';
import type { EntityView } from '../store/entity-view.ts';
import { binaryWord } from './binary-words.ts';
import { climateWords, waterHeaterWords } from './climate-words.ts';
import { coverWords } from './cover-words.ts';
import { happened, triggered } from './event-words.ts';
import { formatAge, formatPercent } from './format.ts';
import { readingWords, structuredWords } from './reading-words.ts';
import { type TermSet, termWords } from './term-words.ts';
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

const term =
  (set: TermSet, property = 'state'): Say =>
  (state) => {
    const value = textOf(state, property);
    return value === null ? absent(state, property) : termWords(set, value);
  };

/**
 * What guards the house is not called locked or armed before it says so itself: until then the
 * word is that it is being done.
 */
const underWay =
  (set: TermSet, doing: Readonly<Record<string, string>>, otherwise?: string): Say =>
  (state, view, now) => {
    const { pending, shown } = view;
    const isAsked = pending?.phase === 'sent' || pending?.phase === 'acknowledged';
    if (!isAsked || state !== shown || pending.target.state === view.state.state)
      return term(set)(state, view, now);
    const { command } = pending.command;
    const word = Object.hasOwn(doing, command) ? doing[command] : otherwise;
    return word === undefined ? term(set)(state, view, now) : termWords(set, word);
  };

const level = (state: State, property: string) => {
  const value = percentOf(state, property);
  return value === null ? null : formatPercent(value);
};

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
  sensor: (state, { entity }, now) =>
    state.value === undefined ? WAITING : readingWords(entity, state.value, now),
  cover: coverWords,
  valve: coverWords,
  climate: climateWords,
  water_heater: waterHeaterWords,
  lock: underWay('lock', { lock: 'locking', unlock: 'unlocking', open: 'opening' }),
  alarm_control_panel: underWay('alarm', { disarm: 'disarming', trigger: 'triggered' }, 'arming'),
  number: (state, { entity }) => valueOr(state, entity.unit),
  select: (state) => {
    const value = textOf(state, 'value');
    return value === null ? valueOr(state, null) : choiceWords(value);
  },
  text: textWords,
  button: stateless('Ready'),
  scene: stateless('Ready'),
  notify: stateless('Ready'),
  event: happened,
  trigger: triggered,
  tag: happened,
  update: updateWords,
  device_tracker: placeWords,
  camera: frameWords,
  image: frameWords,
  vacuum: withBattery('vacuum'),
  lawn_mower: withBattery('mower'),
  color: colourWords,
  structured: (state) =>
    state.value === undefined || state.value === null
      ? absent(state, 'value')
      : structuredWords(state),
};

/** What an entity does, in a few words, leaving aside whether it can be reached. */
export function stateWords(view: EntityView, state: State, now: number): string {
  const { kind } = view.entity;
  const say = Object.hasOwn(WORDS, kind) ? WORDS[kind] : anyWords;
  return say(state, view, now);
}
