import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { DIALECTS } from '@/lib/domain/dialect/dialects.ts';
import { encodeUtf8 } from '@/lib/domain/dialect/utf8.ts';
import { createHome } from '@/lib/domain/entity/create-home.ts';
import type { Folded, Home, HomeOptions } from '@/lib/domain/entity/home.ts';

/** When tests begin unless they say otherwise. */
export const START = 1_704_110_400_000;

/** A home one can talk to in texts and objects. */
export type TestHome = Home & {
  hear(topic: string, payload: unknown, options?: { at?: number; retain?: boolean }): Folded;
};

/** A payload as a device sends it: text as it is, anything else as JSON. */
export const bytes = (payload: unknown): Uint8Array =>
  payload instanceof Uint8Array
    ? payload
    : encodeUtf8(typeof payload === 'string' ? payload : JSON.stringify(payload));

export function testHome(
  dialects: readonly Dialect[] = DIALECTS,
  options: HomeOptions = {},
): TestHome {
  const home = createHome(dialects, options);
  return {
    ...home,
    hear: (topic, payload, { at = START, retain = false } = {}) =>
      home.fold({ topic, payload: bytes(payload), retain, at }),
  };
}
