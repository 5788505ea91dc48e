import { describe, expect, test } from 'vitest';
import { failuresOf, fixturesOf } from '../../../support/mqtt-fixture.ts';

describe('captured discovery traffic is understood', () => {
  test.each(fixturesOf('ha-discovery'))('%s', (_file, fixture) => {
    expect(failuresOf(fixture)).toEqual([]);
  });
});
