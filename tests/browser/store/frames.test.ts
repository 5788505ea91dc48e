import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { MAX_FRAME_BYTES, pictureType, readFrame } from '../../../lib/browser/store/frame-bytes.ts';
import { createFrameKeeper } from '../../../lib/browser/store/frame-keeper.ts';
import { listeners } from '../../../lib/browser/store/listeners.ts';
import type { Message } from '../../../lib/domain/dialect/message.ts';
import { viewOf } from '../support/view.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);
const text = (value: string) => new TextEncoder().encode(value);

test('a picture is what its first bytes say', () => {
  expect(pictureType(PNG)).toBe('image/png');
  expect(pictureType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image/jpeg');
  expect(pictureType(text('GIF89a'))).toBe('image/gif');
  expect(pictureType(text('RIFF1234WEBPVP8 '))).toBe('image/webp');
  expect(pictureType(text('RIFF1234WAVE'))).toBeNull();
});

test('what could carry a script is no picture', () => {
  expect(readFrame(text('<svg onload="alert(1)">'), 'raw').ok).toBe(false);
  expect(readFrame(text('<html>'), 'raw').ok).toBe(false);
});

test('base64 is read with line breaks, as a data URL, and in the alphabet of addresses', () => {
  const code = Buffer.from(PNG).toString('base64');
  for (const written of [
    code,
    `${code.slice(0, 5)}\r\n${code.slice(5)}\n`,
    `data:image/png;base64,${code}`,
    Buffer.from(PNG).toString('base64url'),
  ]) {
    const result = readFrame(text(written), 'base64');
    expect(result).toMatchObject({ ok: true, frame: { type: 'image/png' } });
    if (result.ok) expect([...result.frame.bytes]).toEqual([...PNG]);
  }
  expect(readFrame(text('§§§'), 'base64').ok).toBe(false);
});

test('an empty or a huge frame says why it is not shown', () => {
  expect(readFrame(new Uint8Array(), 'raw')).toMatchObject({ reason: 'The picture is empty.' });
  expect(readFrame(new Uint8Array(MAX_FRAME_BYTES + 1), 'raw')).toMatchObject({
    reason: 'The picture is too large to be shown.',
  });
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom('raw', 'base64'), (bytes, encoding) => {
      expect(typeof readFrame(bytes, encoding as 'raw').ok).toBe('boolean');
    }),
  );
});

function keeper() {
  const messages = listeners<[Message]>();
  const { entity } = viewOf('camera', {
    capabilities: { media: { topic: 'cam/1', encoding: 'raw', contentType: null } },
  });
  const frames = createFrameKeeper(
    { onMessage: messages.add },
    { fedBy: (topic) => (topic === 'cam/1' ? [entity] : []) },
  );
  const stop = frames.start();
  const hear = (topic: string, payload: Uint8Array) =>
    messages.emit({ topic, payload, retain: false, at: 0 });
  return { frames, hear, stop };
}

test('a frame that came before anybody looked is there for who comes later', () => {
  const { frames, hear } = keeper();
  hear('cam/1', PNG);
  expect(frames.newest('cam/1')).toBe(PNG);
});

test('only frames are kept, and those who look are told of each', () => {
  const { frames, hear, stop } = keeper();
  const seen = vi.fn();
  const leave = frames.onFrame('cam/1', seen);
  hear('home/temperature', text('21'));
  hear('cam/1', PNG);
  hear('cam/1', new Uint8Array());
  expect(frames.newest('home/temperature')).toBeUndefined();
  expect(seen).toHaveBeenCalledTimes(1);
  leave();
  hear('cam/1', PNG);
  stop();
  expect(seen).toHaveBeenCalledTimes(1);
});
