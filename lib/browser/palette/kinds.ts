import type { Entity, EntityKind } from '../../domain/entity/entity.ts';

/** What people call a kind: one of them, several, and further words that mean it. */
type Noun = { readonly one: string; readonly many: string; readonly also: readonly string[] };

const noun = (one: string, many = `${one}s`, ...also: string[]): Noun => ({ one, many, also });

const NOUNS: Readonly<Partial<Record<EntityKind, Noun>>> = {
  light: noun('light', 'lights', 'lamp', 'lamps'),
  switch: noun('switch', 'switches', 'plug', 'plugs', 'outlet', 'outlets', 'socket', 'sockets'),
  fan: noun('fan'),
  climate: noun('heating', 'heatings', 'thermostat', 'thermostats', 'climate', 'temperature'),
  water_heater: noun('boiler', 'boilers', 'water', 'heater'),
  humidifier: noun('humidifier', 'humidifiers', 'humidity'),
  valve: noun('valve'),
  lock: noun('lock', 'locks', 'door', 'doors'),
  siren: noun('siren'),
  scene: noun('scene'),
  button: noun('button'),
  vacuum: noun('vacuum', 'vacuums', 'robot', 'cleaner'),
  lawn_mower: noun('mower', 'mowers', 'lawn'),
  number: noun('number'),
  camera: noun('camera'),
  alarm_control_panel: noun('alarm'),
};

/** What hangs before a window is called many names, and people mix them up. */
const WINDOW = ['blind', 'blinds', 'shade', 'shades', 'shutter', 'shutters'];

const COVERS: Readonly<Record<string, Noun>> = {
  awning: noun('awning'),
  blind: noun('blind', 'blinds', ...WINDOW),
  curtain: noun('curtain', 'curtains', 'drapes'),
  damper: noun('damper'),
  door: noun('door'),
  garage: noun('garage', 'garages', 'door', 'doors'),
  gate: noun('gate'),
  shade: noun('shade', 'shades', ...WINDOW),
  shutter: noun('shutter', 'shutters', ...WINDOW),
  window: noun('window'),
};
const ANY_COVER = noun('cover', 'covers', ...WINDOW, 'curtain', 'curtains');

const nounOf = ({ kind, deviceClass }: Entity): Noun | undefined => {
  if (kind !== 'cover') return NOUNS[kind];
  const name = deviceClass ?? '';
  return (Object.hasOwn(COVERS, name) ? COVERS[name] : undefined) ?? ANY_COVER;
};

/** The words by which an entity's kind can be asked for, in small letters. */
export function kindWords(entity: Entity): readonly string[] {
  const found = nounOf(entity);
  if (!found) return [entity.kind.replaceAll('_', ' ')];
  const all = [found.one, found.many, ...found.also];
  return entity.kind === 'cover' ? [...all, 'cover', 'covers'] : all;
}

/** "3 blinds": what several entities are, in one word if they are the same. */
export function countWords(entities: readonly Entity[]): string {
  const names = new Set(entities.map((entity) => nounOf(entity)?.many ?? 'things'));
  const isCovers = entities.every(({ kind }) => kind === 'cover');
  const [first = 'things'] = names;
  const word = names.size === 1 ? first : isCovers ? 'covers' : 'things';
  return `${entities.length} ${word}`;
}
