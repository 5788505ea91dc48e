import { frontDoorView } from '../comforts/view.ts';
import { type Device, device, passing, retained } from '../devices/device.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

const SWITCHES = ['detect', 'recordings', 'snapshots', 'motion'];

/** Frigate with one camera over the garden: counts who is there, and what it does can be switched. */
export function frigate(house: House): Device {
  const camera = 'garden';
  const passers = flag(house.clock, (day) =>
    house.people
      .stays(day)
      .filter(({ room }) => room === 'Hall')
      .map(({ from }) => ({ from, to: from + 90_000 })),
  );
  return device({
    id: 'frigate',
    will: retained('frigate/available', 'offline'),
    hello: [retained('frigate/available', 'online')],
    listens: SWITCHES.map((feature) => `frigate/${camera}/${feature}/set`),
    everyMs: 2 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 60,
    habit: () => ({ detect: 'ON', recordings: 'ON', snapshots: 'ON', motion: 'ON' }),
    edges: passers.edges,
    atEdge: (memory) => memory,
    report(t, memory) {
      const somebody = passers.on(t) && memory.detect === 'ON';
      const count = somebody ? '1' : '0';
      return [
        ...SWITCHES.map((feature) =>
          retained(`frigate/${camera}/${feature}/state`, String(memory[feature])),
        ),
        passing(`frigate/${camera}/motion`, somebody ? 'ON' : 'OFF'),
        passing(`frigate/${camera}/person`, count),
        passing(`frigate/${camera}/all`, count),
        ...(somebody
          ? [
              {
                topic: `frigate/${camera}/person/snapshot`,
                payload: frontDoorView(house, t, true),
                retain: true,
                qos: 0 as const,
              },
            ]
          : []),
      ];
    },
    hear(memory, topic, payload) {
      const feature = topic.split('/')[2] ?? '';
      if (payload !== 'ON' && payload !== 'OFF') return null;
      return { memory: { ...memory, [feature]: payload }, againAfterMs: [] };
    },
  });
}
