import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test('a pack of which nothing may be understood makes no device (RFC 8428 §4.4)', () => {
  const home = talk();
  home.hear('sensors/y', [{ bn: 'dev1:', bt: 1, must_: 1, n: 't', u: 'Cel', v: 1 }]);
  expect(home.entities()).toEqual([]);
});
