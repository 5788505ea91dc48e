import { describe, expect, test } from 'vitest';
import { allFixtures, failuresOf } from '../../support/mqtt-fixture.ts';

/** Real traffic of every dialect, through the same core as `cli decode`. */
describe('captured traffic is understood', () => {
  test.each(allFixtures())('%s', (_file, fixture) => {
    expect(failuresOf(fixture)).toEqual([]);
  });
});
