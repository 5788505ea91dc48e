import type { Command } from '@/lib/domain/command/command.ts';
import type { Entity } from '@/lib/domain/entity/entity.ts';
import { type TestHome, testHome } from '../../../support/home.ts';

export const ADDRESS = '0x00158d0001a2b3c4';

/** A feature as converters write it. */
export const feature = (type: string, name: string, more: Record<string, unknown> = {}) => ({
  ...{ type, name, property: name, label: name, access: 7 },
  ...more,
});

/** The first three features of most lamps. */
export const lampState = feature('binary', 'state', {
  ...{ value_on: 'ON', value_off: 'OFF', value_toggle: 'TOGGLE' },
});
export const lampBrightness = feature('numeric', 'brightness', { value_min: 0, value_max: 254 });
export const lampMired = feature('numeric', 'color_temp', { value_min: 153, value_max: 454 });
export const lampXy = feature('composite', 'color_xy', {
  property: 'color',
  features: [feature('numeric', 'x'), feature('numeric', 'y')],
});
export const lampHs = feature('composite', 'color_hs', {
  property: 'color',
  features: [feature('numeric', 'hue'), feature('numeric', 'saturation')],
});

export const device = (
  name: string,
  exposes: readonly unknown[],
  more: Record<string, unknown> = {},
) => ({
  ...{
    ieee_address: ADDRESS,
    friendly_name: name,
    type: 'Router',
    supported: true,
    disabled: false,
  },
  definition: {
    model: 'M1',
    vendor: 'Maker',
    description: 'a device',
    supports_ota: false,
    exposes,
  },
  ...more,
});

/** A home that has heard of these devices. */
export function network(devices: readonly unknown[], base = 'zigbee2mqtt'): TestHome {
  const home = testHome();
  home.hear(`${base}/bridge/devices`, devices, { retain: true });
  return home;
}

/** A network of one device. */
export const networkOf = (exposes: readonly unknown[]) => network([device('thing', exposes)]);

/** The only entity of a kind. */
export function only(home: TestHome, kind: string, name?: string | null): Entity {
  const found = home
    .entities()
    .filter((e) => e.kind === kind && (name === undefined || e.name === name));
  if (found.length !== 1 || found[0] === undefined) {
    const there = home.entities().map((e) => `${e.kind} ${e.name}`);
    throw new Error(`${found.length} of ${kind} ${name ?? ''} among ${there.join(', ')}`);
  }
  return found[0];
}

export const stateOf = (home: TestHome, entity: Entity) => home.status(entity.id).state;

/** What a command publishes: topic and JSON; the reason where it is refused. */
export function said(home: TestHome, entity: Entity, command: Omit<Command, 'entity'>) {
  const encoded = home.encode({ entity: entity.id, ...command } as Command);
  if (!encoded.ok) return encoded.reason;
  return encoded.messages.map(({ topic, payload }) => [
    topic,
    payload === '' ? '' : JSON.parse(payload),
  ]);
}
