import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPayload, anyTopic, restarted, survives, talk } from '../talk.ts';

const own = (home: ReturnType<typeof talk>) =>
  home.entities().filter((e) => e.source.dialect === 'frigate');
const tracked = (type: string, camera = 'yard', more: object = {}) => ({
  type,
  before: {},
  after: { id: '1.5-ab', camera, label: 'dog', top_score: 0.8, current_zones: ['lawn'], ...more },
});
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]);

describe('what is Frigate under another prefix', () => {
  test('is told by the stream of tracked objects, and what came before counts', () => {
    const home = talk();
    home.hear('nvr/yard/detect/state', 'ON', { retain: true });
    expect(own(home)).toEqual([]);
    home.hear('nvr/events', tracked('new'));
    expect(home.state('Detect')).toEqual({ on: true });
    home.hear('nvr/yard/person', '2');
    expect(home.state('Person count')).toEqual({ value: 2 });
  });

  test('is told by a setting that no other program has', () => {
    const home = talk();
    home.hear('home/nvr/yard/motion_contour_area/state', '25', { retain: true });
    expect(home.state('Motion contour area')).toEqual({ value: 25 });
    expect(home.send('Motion contour area', 'set', { value: 30 })).toEqual([
      'home/nvr/yard/motion_contour_area/set 30',
    ]);
  });

  test('is remembered over a restart', () => {
    const first = talk();
    first.hear('nvr/yard/review_alerts/state', 'ON');
    const home = restarted(first.home);
    home.hear('nvr/yard/motion', 'ON');
    expect(home.state('Motion')).toEqual({ on: true });
  });

  test('is not told by what others say in the same form', () => {
    const home = talk();
    home.hear('app/events', { type: 'new', id: 4 });
    home.hear('app/stats', { cpu: 5 });
    home.hear('app/lamp/detect/state', 'ON');
    expect(own(home)).toEqual([]);
  });
});

describe('cameras', () => {
  test('are out of reach when the program is, and when it was stopped', () => {
    const home = talk();
    home.hear('frigate/yard/motion', 'OFF');
    for (const [word, reachable] of [
      ['online', true],
      ['stopped', false],
      ['online', true],
      ['offline', false],
    ] as const) {
      home.hear('frigate/available', word);
      expect(home.reachable('Motion')).toBe(reachable);
    }
  });

  test('have a picture only where it is one', () => {
    const home = talk();
    home.hear('frigate/yard/dog/snapshot', 'not a picture');
    expect(own(home)).toEqual([]);
    home.hear('frigate/yard/dog/snapshot', JPEG);
    expect(home.find('Dog')).toMatchObject({
      kind: 'camera',
      capabilities: { media: { topic: 'frigate/yard/dog/snapshot', contentType: 'image/jpeg' } },
    });
    expect(home.state('Dog')['updated']).toBeTypeOf('number');
  });

  test.each([
    ['frigate/yard/audio/dBFS', '-40.5', 'Sound level', { value: -40.5 }],
    ['frigate/yard/audio/bark', 'ON', 'Bark sound', { on: true }],
    ['frigate/yard/audio/state', 'OFF', 'Audio detection', { on: false }],
    ['frigate/yard/status/detect', 'disabled', 'Detect status', { on: false }],
    ['frigate/yard/person/active', '1', 'Person active count', { value: 1 }],
    ['frigate/yard/ptz_autotracker/active', 'OFF', 'PTZ tracking', { on: false }],
    ['frigate/yard/zone/lawn/state', 'ON', 'Zone lawn', { on: true }],
    ['frigate/yard/enabled/state', 'ON', 'Enabled', { on: true }],
    ['frigate/notifications/state', 'ON', 'Notifications', { on: true }],
    ['frigate/yard/classification/dog', 'Rex', 'Dog classification', { value: 'Rex' }],
  ])('%s %s', (topic, payload, name, state) => {
    const home = talk();
    home.hear(topic, payload);
    expect(home.state(name)).toEqual(state);
  });

  test('take settings where Frigate listens for them', () => {
    const home = talk();
    home.hear('frigate/yard/recordings/state', 'OFF');
    home.hear('frigate/yard/birdseye_mode/state', 'MOTION');
    home.hear('frigate/notifications/state', 'ON');
    expect(home.send('Recordings', 'toggle')).toEqual(['frigate/yard/recordings/set ON']);
    expect(home.send('Birdseye mode', 'select', { option: 'OBJECTS' })).toEqual([
      'frigate/yard/birdseye_mode/set OBJECTS',
    ]);
    expect(home.send('Notifications', 'turn_off')).toEqual(['frigate/notifications/set OFF']);
  });
});

describe('the stream', () => {
  test('is one occurrence after the other, never an entity for each', () => {
    const home = talk();
    for (let i = 0; i < 20; i++)
      home.hear('frigate/events', tracked('new', 'yard', { id: `${i}` }));
    home.hear('frigate/reviews', tracked('end'));
    expect(own(home).map(({ name }) => name)).toEqual(['Tracked object', 'Review']);
    expect(home.state('Tracked object')).toMatchObject({
      ...{ event_type: 'new', id: '19', label: 'dog', zones: ['lawn'] },
    });
  });

  test('concerns its camera alone', () => {
    const home = talk();
    home.hear('frigate/events', tracked('new', 'yard'));
    home.hear('frigate/events', tracked('end', 'street'));
    const states = own(home).map(({ id }) => home.status(id).state['event_type']);
    expect(states).toEqual(['new', 'end']);
  });

  test('a retained one is over', () => {
    const home = talk();
    home.hear('frigate/events', tracked('new'), { retain: true });
    expect(home.state('Tracked object')).toEqual({});
  });

  test('is nothing for others to guess at', () => {
    const home = talk();
    home.hear('frigate/events', { strange: 1 });
    home.hear('frigate/tracked_object_update', { type: 'face', name: 'Ann', score: 0.9 });
    home.hear('frigate/yard/detect/set', 'ON');
    expect(home.entities()).toEqual([]);
  });
});

test('the statistics are sensors of the program and of its cameras', () => {
  const home = talk();
  home.hear('frigate/stats', {
    detection_fps: 2.5,
    detectors: { coral: { inference_speed: 8.1 } },
    cameras: { yard: { camera_fps: 5, process_fps: 5.1 } },
    service: { version: '0.15.1', uptime: 1000 },
  });
  expect(home.state('coral inference speed')).toEqual({ value: 8.1 });
  expect(home.state('Camera FPS')).toEqual({ value: 5 });
  expect(home.devices().find(({ name }) => name === 'Frigate')?.swVersion).toBe('0.15.1');
  expect(home.devices().find(({ name }) => name === 'yard')?.viaDevice).toBe('frigate:frigate');
  expect(home.send('Restart', 'press')).toEqual(['frigate/restart']);
});

test('nothing that is published makes it throw or grow without bounds', () => {
  const levels = [
    ...['yard', 'events', 'reviews', 'stats', 'available', 'state', 'set', 'motion', 'audio'],
    ...['snapshot', 'active', 'detect', 'birdseye_mode', 'motion_threshold', 'status', '__proto__'],
  ];
  const keys = [
    ...['type', 'before', 'after', 'camera', 'label', 'sub_label', 'data', 'zones', 'cameras'],
    ...['detectors', 'service', 'version', 'inference_speed', 'camera_fps', 'detection_fps'],
  ];
  const topics = fc.oneof(anyTopic('frigate/', levels), anyTopic('x/', levels));
  const message = fc.tuple(
    topics,
    fc.oneof(anyPayload(keys), fc.constant(JPEG), fc.constant(JSON.stringify(tracked('new')))),
    fc.boolean(),
  );
  survives(message, 300);
});

test('an event whose type is no word is nobody’s event', () => {
  const home = talk();
  const { ignored } = home.hear('x/reviews', { type: {} });
  expect(ignored?.reason ?? '').not.toMatch(/internal/);
  expect(home.entities()).toEqual([]);
});
