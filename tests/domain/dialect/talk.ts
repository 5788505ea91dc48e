import fc from 'fast-check';
import { expect } from 'vitest';
import type { Command } from '@/lib/domain/command/command.ts';
import { confirms } from '@/lib/domain/command/tracker.ts';
import type { Entity, State } from '@/lib/domain/entity/entity.ts';
import { START, type TestHome, testHome } from '../../support/home.ts';

/** A home with what one asks of it by an entity's name, in the words of a test. */
export function talk(home: TestHome = testHome()) {
  const find = (name: string | null, kind?: string): Entity => {
    const all = home.entities().filter((e) => e.name === name && (!kind || e.kind === kind));
    if (all.length === 1 && all[0] !== undefined) return all[0];
    const there = home.entities().map((e) => `${e.kind} ${e.name}`);
    throw new Error(`${all.length} called ${name} among: ${there.join(', ')}`);
  };
  const state = (name: string | null, kind?: string): State =>
    home.status(find(name, kind).id).state;
  const encode = (name: string | null, command: string, more: object = {}) =>
    home.encode({ entity: find(name).id, command, ...more } as Command);
  return {
    ...home,
    home,
    find,
    state,
    encode,
    names: () => home.entities().map((e) => e.name),
    reachable: (name: string | null) => home.available(find(name).id, START),
    /** What is published, as `<topic> <payload>`, or why nothing is. */
    send(name: string | null, command: string, more: object = {}): readonly string[] | string {
      const encoded = encode(name, command, more);
      if (!encoded.ok) return encoded.reason;
      return encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`.trim());
    },
    /** Does the state now show what the command wanted? */
    shows(name: string | null, target: State, kind?: string): boolean {
      return confirms(target, state(name, kind));
    },
  };
}

/** A second home that knows only what the first has stored: the one after a restart. */
export function restarted(first: TestHome): ReturnType<typeof talk> {
  const home = testHome();
  const entities = first.entities();
  home.restore(
    structuredClone({
      devices: first.devices(),
      entities,
      statuses: Object.fromEntries(entities.map(({ id }) => [id, first.status(id)])),
    }),
  );
  return talk(home);
}

const leaf = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('on', 'off', 'ON', 'OFF', 'true', 'online', '-1', 'nan', '1e999', '__proto__'),
);

/** Objects whose keys are those of the dialect, with anything in them. */
export const anyObject = (keys: readonly string[]) =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...keys), fc.constantFrom('__proto__', 'constructor', 'x')),
        tie('value'),
        { maxKeys: 6 },
      ),
    ),
  })).value;

/** Anything a stranger may publish: JSON, words, or bytes that are neither. */
export const anyPayload = (keys: readonly string[]) =>
  fc.oneof(
    anyObject(keys).map((value) => JSON.stringify(value) ?? ''),
    leaf.map(String),
    fc.uint8Array({ maxLength: 24 }),
  );

/** Levels of a topic made of those that the dialect knows, joined. */
export const anyTopic = (root: string, levels: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...levels), fc.stringMatching(/^[a-z0-9:_-]{1,6}$/)), {
      minLength: 1,
      maxLength: 5,
    })
    .map((list) => `${root}${list.join('/')}`);

/** Commands of every kind with odd arguments. */
export const anyCommand = fc.record(
  {
    command: fc.constantFrom(
      ...['turn_on', 'turn_off', 'toggle', 'set', 'select', 'press', 'open', 'close', 'stop'],
      ...['set_position', 'set_tilt', 'set_temperature', 'set_mode', 'set_percentage', 'install'],
    ),
    value: leaf,
    brightness: leaf,
    position: leaf,
    temperature: leaf,
    option: leaf,
    rgb: fc.array(leaf, { maxLength: 5 }),
  },
  { requiredKeys: ['command'] },
);

type HostileMessage = readonly [
  topic: string,
  payload: string | Uint8Array | object,
  retain?: boolean,
];

/**
 * Whatever strangers publish and ask for: nothing is thrown, no reason is an accident of ours, and the
 * home stays small.
 */
export function survives(message: fc.Arbitrary<HostileMessage>, maxEntities: number): void {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), anyCommand, (messages, command) => {
      const home = testHome();
      for (const [topic, payload, retain = false] of messages) {
        const { ignored } = home.hear(topic, payload, { retain });
        expect(ignored?.reason ?? '').not.toMatch(/internal error/);
      }
      expect(home.entities().length).toBeLessThan(maxEntities);
      for (const { id } of home.entities()) {
        const encoded = home.encode({ entity: id, ...command } as Command);
        if (!encoded.ok) expect(encoded.reason).not.toMatch(/internal|undefined|TypeError/);
      }
    }),
    { numRuns: 150 },
  );
}
