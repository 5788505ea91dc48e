import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffLines } from '../../../lib/browser/explorer/diff.ts';
import type { Heard } from '../../../lib/browser/explorer/memory.ts';
import { seriesOf } from '../../../lib/browser/explorer/numbers.ts';
import { formsOf, linesOf, prettyJson, previewOf } from '../../../lib/browser/explorer/payload.ts';
import {
  clearTopics,
  payloadWarning,
  topicProblem,
} from '../../../lib/browser/explorer/publish.ts';
import { reasonGroups } from '../../../lib/browser/explorer/reasons.ts';

const heardBytes = (payload: Uint8Array, size = payload.length, at = 0): Heard => ({
  id: at,
  at,
  payload,
  size,
  retained: false,
});
const heard = (text: string, at = 0) => heardBytes(new TextEncoder().encode(text), undefined, at);
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

describe('a payload is shown as what it is', () => {
  test.each([
    ['{"a":1}', ['json', 'text', 'hex']],
    ['21.5', ['json', 'text', 'hex']],
    ['hello', ['text', 'hex']],
    ['', []],
    [Buffer.from(PNG).toString('base64'), ['image', 'text', 'hex']],
  ])('%s', (text, forms) => {
    expect(formsOf(heard(text))).toEqual(forms);
  });

  test('bytes that are a picture, and bytes that are nothing', () => {
    expect(formsOf(heardBytes(PNG))).toEqual(['image', 'hex']);
    expect(formsOf(heardBytes(Uint8Array.from([0xff, 0xfe])))).toEqual(['hex']);
  });

  test('of a payload that was cut only the text is shown, also if a character was', () => {
    const cut = heardBytes(new TextEncoder().encode('{"a":"äö').subarray(0, 8), 500);
    expect(formsOf(cut)).toEqual(['text', 'hex']);
    expect(linesOf(cut, 'text')).toEqual({ lines: ['{"a":"ä'], isCut: true });
  });

  test('the preview is one line', () => {
    expect(previewOf(heard('{\n  "a": 1\n}'))).toBe('{ "a": 1 }');
    expect(previewOf(heard(''))).toBe('empty');
    expect(previewOf(heardBytes(PNG))).toBe('PNG picture');
    expect(previewOf(heardBytes(Uint8Array.from([0xff, 0x00])))).toBe('ff 00');
    expect(previewOf(heard('ä'.repeat(500))).length).toBeLessThan(300);
  });

  test('hex has eight bytes a line, and what of them can be read', () => {
    const { lines } = linesOf(heard('ABCDEFGHI'), 'hex');
    expect(lines).toEqual([
      '0000  41 42 43 44 45 46 47 48  ABCDEFGH',
      '0008  49                       I',
    ]);
  });
});

describe('pretty JSON', () => {
  test('a line for each member, empty ones stay closed, long numbers keep their digits', () => {
    expect(prettyJson('{"a":[1,{"b":{}}],"c":[],"n":12345678901234567890.10}')).toBe(
      [
        '{',
        '  "a": [',
        '    1,',
        '    {',
        '      "b": {}',
        '    }',
        '  ],',
        '  "c": [],',
        '  "n": 12345678901234567890.10',
        '}',
      ].join('\n'),
    );
  });

  test('it says the same as before, whatever it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(prettyJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('no text makes it fail, nor ten thousand brackets', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof prettyJson(text) === 'string'));
    expect(prettyJson('['.repeat(10_000)).length).toBeLessThan(1_000_000);
  });
});

describe('the difference of two payloads', () => {
  test('what came is added, what went is removed, the rest stays', () => {
    const lines = diffLines(['{', ' "a": 1', ' "b": 2', '}'], ['{', ' "a": 1', ' "b": 3', '}']);
    expect(lines.filter(({ type }) => type !== 'same')).toEqual([
      { type: 'removed', text: ' "b": 2' },
      { type: 'added', text: ' "b": 3' },
    ]);
  });

  test('without the removed it is the new text, without the added the old one', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const without = (gone: string) =>
          lines.filter(({ type }) => type !== gone).map((line) => line.text);
        expect(without('removed')).toEqual(after);
        expect(without('added')).toEqual(before);
      }),
    );
  });

  test('two large texts that have nothing in common are compared at once', () => {
    const many = (prefix: string) => Array.from({ length: 1_500 }, (_, i) => prefix + i);
    expect(diffLines(many('a'), many('b'))).toHaveLength(3_000);
  });
});

test('the numbers of the last payloads, by where they stand', () => {
  const history = [heard('{"t":21.5,"e":{"w":3}}', 2), heard('oops', 1), heard('{"t":20}', 0)];
  expect(seriesOf(history)).toEqual([
    { path: 't', points: [{ at: 0, value: 20 }, null, { at: 2, value: 21.5 }] },
    { path: 'e.w', points: [null, null, { at: 2, value: 3 }] },
  ]);
  expect(seriesOf([heard('21.5 °C', 1), heard('20', 0)])[0]?.points).toEqual([
    { at: 0, value: 20 },
    { at: 1, value: 21.5 },
  ]);
  expect(seriesOf([heard('2026-01-01')])).toEqual([]);
});

describe('publishing', () => {
  test.each([
    ['home/lamp/set', null],
    ['', /needs a topic/],
    ['a/+/b', /wildcards/],
    ['$SYS/x', /broker’s own/],
    ['x'.repeat(600), /at most 512/],
  ])('the topic %s', (topic, problem) => {
    if (problem === null) expect(topicProblem(topic)).toBeNull();
    else expect(topicProblem(topic)).toMatch(problem);
  });

  test('what looks like JSON and is none is said, and nothing else', () => {
    expect(payloadWarning('{"a":1}')).toBeNull();
    expect(payloadWarning('ON')).toBeNull();
    expect(payloadWarning('{"a":1')).toMatch(/not valid JSON/);
  });

  test('a branch is cleared topic by topic, and one refusal does not end it', async () => {
    const sent: string[] = [];
    const end = await clearTopics(
      ['a', 'b', 'c'],
      async (draft) => {
        expect(draft).toMatchObject({ payload: '', retain: true });
        if (draft.topic === 'b') throw new Error('no');
        sent.push(draft.topic);
      },
      () => {},
      () => false,
    );
    expect(sent.sort()).toEqual(['a', 'c']);
    expect(end).toEqual({ done: 2, failed: 1, reason: 'no' });
  });

  test('when nothing works any more it gives up; it can be stopped', async () => {
    const topics = Array.from({ length: 500 }, (_, i) => `t/${i}`);
    let tried = 0;
    const fail = async () => {
      tried += 1;
      throw new Error('The server does not answer.');
    };
    const end = await clearTopics(
      topics,
      fail,
      () => {},
      () => false,
    );
    expect(end.done).toBe(0);
    expect(tried).toBeLessThan(20);

    let done = 0;
    const stop = () => done >= 10;
    await clearTopics(
      topics,
      async () => {
        done += 1;
      },
      () => {},
      stop,
    );
    expect(done).toBeLessThan(20);
  });
});

test('what was not understood is grouped, those first that somebody can mend', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  const groups = reasonGroups(
    [
      { name: 'ignored: no entity reads this topic', count: 9, lastAt: at(1), detail: 'x' },
      { name: 'ignored: "a" is not a number', count: 2, lastAt: at(2), detail: 't/a' },
      { name: 'ignored: "b" is not a number', count: 3, lastAt: at(5), detail: 't/b' },
      { name: 'ignored: the JSON is damaged', count: 1, lastAt: at(3), detail: 't/c' },
    ],
    new Map([['publish-not-allowed', 4]]),
  );
  expect(groups.map(({ title, count }) => [title, count])).toEqual([
    ['Not as expected', 6],
    ['For nobody here', 9],
    ['Refused by the broker', 4],
  ]);
  expect(groups[0]?.reasons.map(({ name, count, topic }) => [name, count, topic])).toEqual([
    ['"…" is not a number', 5, 't/b'],
    ['The JSON is damaged', 1, 't/c'],
  ]);
  expect(groups[2]?.reasons[0]?.name).toBe('Publish not allowed');
});
