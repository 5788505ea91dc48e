import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPayloadMemory, MEMORY_LIMITS } from '../../../lib/browser/explorer/memory.ts';
import { createTopicRows } from '../../../lib/browser/explorer/rows.ts';
import {
  createTopicTree,
  ROOT,
  type TopicTree,
  TREE_LIMITS,
} from '../../../lib/browser/explorer/tree.ts';

const NOW = 1_704_110_400_000;
const bytes = (text: string) => new TextEncoder().encode(text);
const say = (tree: TopicTree, topic: string, payload = '1', retained = false, at = NOW) =>
  tree.add(topic, bytes(payload), retained, at);
const newestText = (tree: TopicTree, topic: string) => {
  const place = tree.find(topic);
  const heard = place === undefined ? undefined : tree.newest(place);
  return heard && new TextDecoder().decode(heard.payload);
};
const names = (tree: TopicTree, topic: string | null) => {
  const place = topic === null ? ROOT : tree.find(topic);
  return place === undefined ? [] : tree.children(place).map((child) => tree.name(child));
};

describe('the tree', () => {
  test('counts messages and topics at every level', () => {
    const tree = createTopicTree();
    say(tree, 'home/kitchen/lamp');
    say(tree, 'home/kitchen/lamp');
    say(tree, 'home/hall');
    expect(tree.stats(ROOT, NOW)).toMatchObject({ messages: 3, topics: 2 });
    expect(tree.stats(tree.find('home/kitchen')!, NOW)).toMatchObject({ messages: 2, topics: 1 });
    expect(newestText(tree, 'home')).toBeUndefined();
  });

  test('a level may be called like a property of every object', () => {
    const tree = createTopicTree();
    for (const topic of ['__proto__/x', 'constructor', 'a/toString/__proto__', '__proto__'])
      say(tree, topic, topic);
    expect(newestText(tree, '__proto__/x')).toBe('__proto__/x');
    expect(newestText(tree, 'constructor')).toBe('constructor');
    expect(names(tree, null)).toEqual(expect.arrayContaining(['__proto__', 'a', 'constructor']));
    expect(tree.stats(tree.find('__proto__')!, NOW)).toMatchObject({ messages: 2, topics: 2 });
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('empty levels are levels', () => {
    const tree = createTopicTree();
    for (const topic of ['/', '//', '/a', 'a//b', 'a/']) say(tree, topic, topic);
    for (const topic of ['/', '//', '/a', 'a//b', 'a/'])
      expect(newestText(tree, topic)).toBe(topic);
    expect(names(tree, 'a')).toEqual(['']);
    expect(names(tree, 'a/')).toEqual(['b']);
    expect(names(tree, '')).toEqual(['', 'a']);
    expect(tree.stats(ROOT, NOW).topics).toBe(5);
  });

  test('a topic of a thousand levels is no deeper than the screen can show', () => {
    const tree = createTopicTree();
    const topic = Array.from({ length: 1_000 }, (_, i) => i).join('/');
    const place = say(tree, topic)!;
    expect(tree.depth(place)).toBe(TREE_LIMITS.depth);
    expect(tree.path(place)).toBe(topic);
    expect(tree.size()).toBe(TREE_LIMITS.depth + 1);
  });

  test('one topic too many is counted and left out; those that are there go on', () => {
    const tree = createTopicTree({ ...TREE_LIMITS, topics: 3 });
    for (const topic of ['a', 'b/c', 'd']) say(tree, topic);
    expect(say(tree, 'e')).toBeNull();
    // A branch that would become a topic is one more, too.
    expect(say(tree, 'b')).toBeNull();
    expect(say(tree, 'a', '2')).not.toBeNull();
    expect(tree.leftOut()).toBe(2);
    expect(newestText(tree, 'a')).toBe('2');
    expect(tree.stats(ROOT, NOW).topics).toBe(3);
  });

  test('very long topics have a bound of their own', () => {
    const tree = createTopicTree({ ...TREE_LIMITS, characters: 100_000 });
    const long = (i: number) => `${i}/${'x'.repeat(60_000)}`;
    expect(say(tree, long(1))).not.toBeNull();
    expect(say(tree, long(2))).toBeNull();
  });

  test('what the broker kept is marked, is no traffic, and twice the same is once', () => {
    const tree = createTopicTree();
    const place = say(tree, 'a/b', 'kept', true)!;
    say(tree, 'a/b', 'kept', true, NOW + 1_000);
    expect(tree.kept(place)).toBe('kept');
    expect(tree.stats(ROOT, NOW)).toMatchObject({ messages: 1, kept: 1, rate: 0 });
    say(tree, 'a/b', 'live', false, NOW + 2_000);
    expect(tree.kept(place)).toBe('kept');
    expect(tree.keptTopics(tree.find('a')!)).toEqual(['a/b']);
    say(tree, 'a/b', '', false, NOW + 3_000);
    expect(tree.kept(place)).toBe('not_kept');
    expect(tree.stats(ROOT, NOW)).toMatchObject({ messages: 3, kept: 0 });
  });

  test('a rate is a mean of late, and fades', () => {
    const tree = createTopicTree();
    for (let i = 0; i < 600; i += 1) say(tree, 'a', String(i), false, NOW + i * 100);
    const end = NOW + 60_000;
    expect(tree.stats(ROOT, end).rate).toBeCloseTo(10, 0);
    expect(tree.stats(ROOT, end + 200_000).rate).toBeLessThan(0.1);
  });

  test('a rate is true from the tenth second on', () => {
    const tree = createTopicTree();
    for (let i = 0; i < 1_000; i += 1) say(tree, 'a', String(i), false, NOW + i * 10);
    expect(tree.stats(ROOT, NOW + 10_000).rate / 100).toBeCloseTo(1, 1);
  });

  test('neighbours stand as people count', () => {
    const tree = createTopicTree();
    for (const topic of ['x10', 'x2', 'x1', 'b']) say(tree, topic);
    expect(names(tree, null)).toEqual(['b', 'x1', 'x2', 'x10']);
  });

  test('whatever is said, the counts of a branch are the sums of its topics', () => {
    const level = fc.constantFrom('', 'a', 'b', '__proto__', '$x', 'ü');
    const topic = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
    const message = fc.tuple(topic, fc.constantFrom('', '1', '2'), fc.boolean());
    fc.assert(
      fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
        const tree = createTopicTree();
        const said = new Set<string>();
        for (const [name, payload, retained] of messages) {
          if (name === '') continue;
          say(tree, name, payload, retained);
          said.add(name);
        }
        let kept = 0;
        let size = 0;
        for (let place = 1; place < tree.size(); place += 1) {
          const own = Number(tree.newest(place) !== undefined);
          const below = tree
            .children(place)
            .reduce((sum, child) => sum + tree.stats(child, NOW).topics, own);
          expect(tree.stats(place, NOW).topics).toBe(below);
          kept += Number(tree.kept(place) === 'kept');
          size += own;
        }
        expect(size).toBe(said.size);
        expect(tree.stats(ROOT, NOW)).toMatchObject({ topics: said.size, kept });
        expect(tree.keptTopics(ROOT)).toHaveLength(kept);
      }),
    );
  });

  test('a hundred thousand topics and all open rows are worked out in one go', () => {
    const tree = createTopicTree();
    const rows = createTopicRows(tree);
    for (let i = 0; i < 120_000; i += 1) say(tree, `flood/${i % 100}/${i}`);
    expect(tree.stats(ROOT, NOW).topics).toBe(100_000);
    expect(tree.leftOut()).toBe(20_000);
    rows.setOpen(tree.find('flood')!, true);
    for (const branch of tree.children(tree.find('flood')!)) rows.setOpen(branch, true);
    rows.refresh();
    expect(rows.length()).toBe(100_101);
    rows.setFilter('99999');
    rows.refresh();
    expect(rows.length()).toBe(3);
  });
});

describe('the rows', () => {
  function setUp(topics: readonly string[]) {
    const tree = createTopicTree();
    for (const topic of topics) say(tree, topic);
    const rows = createTopicRows(tree);
    const paths = () => {
      rows.refresh();
      return Array.from({ length: rows.length() }, (_, i) => tree.path(rows.at(i)!.place));
    };
    return { tree, rows, paths };
  }

  test('only what is open is a row', () => {
    const { tree, rows, paths } = setUp(['a/b/c', 'a/d', 'e']);
    expect(paths()).toEqual(['a', 'e']);
    rows.setOpen(tree.find('a')!, true);
    expect(paths()).toEqual(['a', 'a/b', 'a/d', 'e']);
    expect(rows.at(2)).toMatchObject({ position: 2, neighbours: 2 });
  });

  test('a filter opens the way to what it finds, and takes nothing that was open away', () => {
    const { tree, rows, paths } = setUp(['a/kitchen/lamp', 'a/hall/lamp', 'b']);
    rows.setOpen(tree.find('a')!, true);
    rows.setFilter('KITCHEN');
    expect(paths()).toEqual(['a', 'a/kitchen', 'a/kitchen/lamp']);
    rows.setOpen(tree.find('a/kitchen')!, false);
    expect(paths()).toEqual(['a', 'a/kitchen']);
    say(tree, 'c/kitchen');
    expect(paths()).toEqual(['a', 'a/kitchen', 'c', 'c/kitchen']);
    rows.setFilter('');
    expect(paths()).toEqual(['a', 'a/hall', 'a/kitchen', 'b', 'c']);
  });

  test('a filter with wildcards is one of MQTT', () => {
    const { rows, paths } = setUp(['a/x/state', 'a/y/state', 'a/y/set']);
    rows.setFilter('+/+/state');
    expect(paths()).toEqual(['a', 'a/x', 'a/x/state', 'a/y', 'a/y/state']);
  });

  test('the way to a place can be opened', () => {
    const { tree, rows, paths } = setUp(['a/b/c', 'd']);
    rows.reveal(tree.find('a/b/c')!);
    expect(paths()).toEqual(['a', 'a/b', 'a/b/c', 'd']);
  });
});

describe('the payloads', () => {
  test('of a topic the last twenty are kept, the newest first', () => {
    const memory = createPayloadMemory();
    for (let i = 0; i < 30; i += 1) memory.keep(1, bytes(String(i)), NOW + i, false);
    const texts = memory.history(1).map(({ payload }) => new TextDecoder().decode(payload));
    expect(texts).toHaveLength(20);
    expect(texts[0]).toBe('29');
    expect(texts[19]).toBe('10');
  });

  test('a payload is copied, for its buffer is used again', () => {
    const memory = createPayloadMemory();
    const buffer = Buffer.from('before');
    memory.keep(1, buffer, NOW, false);
    buffer.write('AFTER!');
    expect(new TextDecoder().decode(memory.newest(1)!.payload)).toBe('before');
  });

  test('of a huge payload the head is kept, and its true size', () => {
    const memory = createPayloadMemory({ ...MEMORY_LIMITS, payloadBytes: 100, headBytes: 10 });
    memory.keep(1, new Uint8Array(1_000), NOW, false);
    expect(memory.newest(1)).toMatchObject({ size: 1_000 });
    expect(memory.newest(1)!.payload).toHaveLength(10);
  });

  test('however much is said, what is held stays within bounds, and every newest stays', () => {
    const limits = {
      payloadBytes: 64,
      headBytes: 4,
      newestBytes: 400,
      pastBytes: 300,
      pastCount: 25,
      perTopic: 5,
    };
    const message = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 100 }));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 400 }), (messages) => {
        const memory = createPayloadMemory(limits);
        const sizes = new Map<number, number>();
        for (const [key, size] of messages) {
          memory.keep(key, new Uint8Array(size), NOW, false);
          sizes.set(key, size);
        }
        const held = memory.held();
        expect(held.newestBytes).toBeLessThanOrEqual(limits.newestBytes + 21 * limits.headBytes);
        expect(held.pastBytes).toBeLessThanOrEqual(limits.pastBytes);
        expect(held.pastCount).toBeLessThanOrEqual(limits.pastCount);
        for (const [key, size] of sizes) {
          expect(memory.newest(key)?.size).toBe(size);
          expect(memory.history(key).length).toBeLessThanOrEqual(limits.perTopic);
        }
      }),
    );
  });

  test('one busy topic beside a quiet one lets nothing pile up', () => {
    const memory = createPayloadMemory();
    memory.keep(1, bytes('quiet'), NOW, false);
    memory.keep(1, bytes('quiet'), NOW, false);
    for (let i = 0; i < 50_000; i += 1) memory.keep(2, bytes(String(i)), NOW, false);
    expect(memory.held().queued).toBeLessThan(2_000);
  });
});
