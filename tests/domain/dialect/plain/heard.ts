import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { guessingDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { type TestHome, testHome } from '../../../support/home.ts';

export type Said = readonly [topic: string, payload: unknown];

/** What a home shows after these messages: each entity's facts with its value. */
export function heard(messages: readonly Said[], dialects: readonly Dialect[] = [guessingDialect]) {
  const home = testHome(dialects);
  const folded = messages.map(([topic, payload]) => home.hear(topic, payload));
  return { home, folded, shown: shownIn(home), reasons: folded.map((f) => f.ignored?.reason) };
}

/** `device / name`: kind, class, unit and the state as one line, easy to compare. */
export function shownIn(home: TestHome): Readonly<Record<string, string>> {
  return Object.fromEntries(
    home.entities().map((entity) => {
      const device = home.device(entity.deviceId)?.name;
      const { state } = home.status(entity.id);
      const value = state['on'] ?? state['value'] ?? state['state'];
      const facts = [entity.kind, entity.deviceClass, value, entity.unit];
      return [
        `${device} / ${entity.name}`,
        facts.filter((fact) => fact !== null && fact !== undefined).join(' '),
      ];
    }),
  );
}
