import { describe, expect, test } from 'vitest';
import { createKeyReader, type KeyPress, PREFIX_MS } from '../../../lib/browser/keys/keys.ts';
import { keyWords } from '../../../lib/browser/keys/words.ts';
import { manualTimers } from '../support/timers.ts';

const press = (key: string, parts: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shift: false,
  command: false,
  modified: false,
  repeat: false,
  place: 'page',
  ...parts,
});

function reader(letters = true) {
  const timers = manualTimers();
  const read = createKeyReader(timers, () => letters);
  return { timers, read: (key: string, parts?: Partial<KeyPress>) => read(press(key, parts)) };
}

describe('keys', () => {
  test('Ctrl K opens the palette everywhere, also where one types', () => {
    const { read } = reader(false);
    for (const place of ['page', 'typing', 'left'] as const)
      expect(read('k', { command: true, place })).toEqual({ type: 'palette' });
    expect(read('k', { command: true, shift: true })).toBeNull();
    expect(read('k', { command: true, modified: true })).toBeNull();
    expect(read('k')).toBeNull();
  });

  test('g and a second letter lead to a screen, if it comes in time', () => {
    const { read, timers } = reader();
    for (const [letter, href] of [
      ['h', '/'],
      ['r', '/rooms'],
      ['i', '/history'],
      ['s', '/more'],
    ] as const) {
      expect(read('g')).toBeNull();
      timers.pass(PREFIX_MS - 1);
      expect(read(letter)).toEqual({ type: 'go', href });
      expect(read(letter)).toBeNull();
    }
    read('g');
    timers.pass(PREFIX_MS);
    expect(read('h')).toBeNull();
  });

  test('another key in between ends the prefix', () => {
    const { read } = reader();
    read('g');
    read('x');
    expect(read('h')).toBeNull();
    read('g');
    expect(read('g')).toBeNull();
    expect(read('h')).toEqual({ type: 'go', href: '/' });
  });

  test('nothing is heard while one types, with a modifier, or where keys belong to something', () => {
    const { read } = reader();
    for (const key of ['/', '?', 'z', '[', ']', 'ArrowDown', ' ', 'Enter', 'ContextMenu']) {
      expect(read(key, { place: 'typing' })).toBeNull();
      expect(read(key, { place: 'left' })).toBeNull();
      expect(read(key, { modified: true })).toBeNull();
      expect(read(key, { command: true })).toBeNull();
    }
  });

  test('single letters and signs can be switched off; arrows and Space stay', () => {
    const { read } = reader(false);
    for (const key of ['/', '?', 'z', '[', ']', 'g', 'h']) expect(read(key)).toBeNull();
    expect(read('ArrowDown')).toEqual({ type: 'move', to: 'down' });
    expect(read(' ')).toEqual({ type: 'quick' });
    expect(read('F10', { shift: true })).toEqual({ type: 'menu' });
  });

  test('a key held down steps on, and repeats nothing else', () => {
    const { read } = reader();
    expect(read(']', { repeat: true })).toEqual({ type: 'step', up: true, held: true });
    expect(read('[')).toEqual({ type: 'step', up: false, held: false });
    for (const key of [' ', 'z', '?', '/', 'Enter']) expect(read(key, { repeat: true })).toBeNull();
    expect(read('ArrowLeft', { repeat: true })).toEqual({ type: 'move', to: 'left' });
  });

  test('no key is called like something that every object has', () => {
    const { read } = reader();
    read('g');
    expect(read('constructor')).toBeNull();
    expect(read('toString')).toBeNull();
  });

  test('the list of keys names each once', () => {
    const all = keyWords('Ctrl').flatMap(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(['Ctrl K', '/', '[', ']', 'z', 'g h', '?', 'Esc']));
  });
});
