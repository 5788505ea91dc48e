import { describe, expect, test } from 'vitest';
import { createOriginCheck } from '../../lib/server/origin.ts';

const check = createOriginCheck({
  PORT: 3000,
  hostname: 'pantry.example.net',
  ALLOWED_ORIGINS: ['https://home.example.org'],
});

describe('the origin of an upgrade', () => {
  test.each([
    ['a program that sends none', undefined, 'home.example.com:8083'],
    [
      'the web port, asking the WebSocket port of the same host',
      'http://localhost:3000',
      'localhost:8083',
    ],
    ['the port it asks', 'http://192.168.1.5:8083', '192.168.1.5:8083'],
    ['an IPv6 literal', 'http://[fd00::7]:3000', '[fd00::7]:8083'],
    ["the machine's own name", 'http://pantry.example.net:3000', 'pantry.example.net:3000'],
    ['a single label', 'http://pantry:3000', 'pantry:3000'],
    ['a multicast name, in any case', 'http://Pantry.local:3000', 'PANTRY.LOCAL:8083'],
    ['the home zone', 'https://hub.home.arpa', 'hub.home.arpa'],
    ['the allow-list, wherever it asks', 'https://home.example.org', 'anything:8083'],
  ])('is fine: %s', (_, origin, host) => {
    expect(check(origin, host)).toBe(true);
  });

  test.each([
    [
      'a name that anyone may point here',
      'http://rebind.example.com:3000',
      'rebind.example.com:3000',
    ],
    ['another host than the one asked', 'http://192.168.1.9:3000', '192.168.1.5:8083'],
    ['a neighbour on another port', 'http://localhost:9999', 'localhost:8083'],
    ['the allowed name without TLS', 'http://home.example.org', 'home.example.org'],
    ['an opaque origin', 'null', 'localhost:8083'],
    ['no host at all', 'http://localhost:3000', undefined],
    ['an empty one', '', 'localhost:8083'],
    ['a look-alike suffix', 'http://evil.notlocal:3000', 'evil.notlocal:3000'],
    ['another scheme', 'chrome-extension://abcdef', 'localhost:8083'],
  ])('is refused: %s', (_, origin, host) => {
    expect(check(origin, host)).toBe(false);
  });
});
