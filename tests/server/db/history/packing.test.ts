import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DamagedBytes } from '../../../../lib/domain/history/chunk/bytes.ts';
import { isSealed, pack, unpack } from '../../../../lib/server/db/history/chunks/packing.ts';

test('bytes come back as they were packed', () => {
  const some = fc.oneof(
    fc.uint8Array({ maxLength: 1000 }),
    fc.nat(5000).map((length) => new Uint8Array(length).fill(7)),
  );
  fc.assert(
    fc.property(some, (bytes) => {
      expect(Buffer.compare(unpack(pack(bytes)), bytes)).toBe(0);
    }),
  );
});

test('what cannot be made smaller takes five bytes more: how it is packed, and its checksum', () => {
  const noise = Uint8Array.from(
    { length: 3000 },
    (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255,
  );
  expect(pack(noise).length).toBeLessThanOrEqual(noise.length + 5);
  expect(pack(new Uint8Array(3000)).length).toBeLessThan(100);
});

test('damaged bytes are found', () => {
  expect(() => unpack(new Uint8Array(0))).toThrow(DamagedBytes);
  expect(() => unpack(Uint8Array.of(9, 1, 2))).toThrow(DamagedBytes);
  expect(() => unpack(Uint8Array.of(1, 255, 255))).toThrow(DamagedBytes);
  expect(() => unpack(pack(new Uint8Array(3000)).subarray(0, 5))).toThrow(DamagedBytes);
});

test('a flipped bit is found, wherever it is', () => {
  for (const bytes of [new Uint8Array(3000).fill(7), Uint8Array.of(1, 2, 3), new Uint8Array(0)]) {
    const blob = pack(bytes);
    for (let bit = 0; bit < 8 * blob.length; bit++) {
      const harmed = blob.slice();
      harmed[bit >> 3]! ^= 1 << (bit & 7);
      // Two of the flips of the first byte make it a blob of the first version.
      if (isSealed(harmed)) expect(() => unpack(harmed)).toThrow(DamagedBytes);
    }
  }
});

test('blobs of the first version are still read', () => {
  expect([...unpack(Uint8Array.of(0, 1, 2, 3))]).toEqual([1, 2, 3]);
  expect([...unpack(Uint8Array.of(1, ...deflateRawSync(Uint8Array.of(5, 5, 5))))]).toEqual([
    5, 5, 5,
  ]);
});
