import { describedDevice, describedEntity, macIdentifier } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import { type DeviceFacts, learn, type Notebook } from './notebook.ts';
import type { Part, Spoken } from './part.ts';

export const DIALECT = 'shelly-gen1';
export const ROOT = 'shellies/';

/** Battery devices sleep: that they are offline says nothing (conventions §5.2). */
const SLEEPERS = /^(shelly(ht|dw|dw2|flood|smoke|button1)-|SHHT-|SHDW-|SHWT-|SHSM-|SHBTN-)/i;
export const isSleeper = (id: string, model: string | null): boolean =>
  SLEEPERS.test(id) || SLEEPERS.test(model ?? '');
/** They wake up every twelve hours; two missed wake-ups are a silence. */
const SLEEP_MS = 26 * 3_600_000;

/** One part of a device as an entity. */
export function describePart(
  memory: Notebook,
  id: string,
  facts: DeviceFacts,
  part: Part,
  spoken: Spoken,
  isBulb: boolean,
): EntityDescription {
  const root = `${ROOT}${id}/`;
  const { identity, mac, model } = facts;
  const sleeps = isSleeper(id, model);
  const features = part.features
    ? learn(memory, `${identity} ${part.key}`, part.features(spoken))
    : [];
  const listens = part.listens.map((path) => root + path);
  return describedEntity({
    uniqueId: `${identity}/${part.key}`,
    kind: part.kind,
    name: part.name,
    deviceClass: part.deviceClass ?? null,
    stateClass: part.stateClass ?? null,
    unit: part.unit ?? null,
    category: part.category ?? null,
    enabled: part.enabled ?? true,
    capabilities: part.capabilities?.(features) ?? {},
    source: {
      dialect: DIALECT,
      // The same for all of a device, however its id is changed.
      definedBy: null,
      stateTopics: part.listens.includes('announce') ? [...listens, `${ROOT}announce`] : listens,
      commandTopics: (part.speaks ?? []).map((path) => root + path),
      availability: sleeps ? null : { mode: 'latest', topics: [`${root}online`], untilHeard: true },
      expireAfterMs: sleeps && part.kind !== 'event' ? SLEEP_MS : null,
      binding: {
        ...{ id, identity, part: part.key },
        ...(mac === null ? {} : { mac }),
        ...(model === null ? {} : { model }),
        ...(features.length === 0 ? {} : { features }),
        ...(isBulb ? { bulb: true } : {}),
      },
    },
  });
}

/** The device, as far as it is known. */
export function describeShelly(id: string, { identity, mac, model, version }: DeviceFacts) {
  const hardware = mac === null ? null : macIdentifier(mac);
  return describedDevice({
    name: id,
    manufacturer: 'Shelly',
    model,
    swVersion: version,
    identifiers: [`shelly:${identity}`, id, ...(hardware === null ? [] : [hardware])],
  });
}
