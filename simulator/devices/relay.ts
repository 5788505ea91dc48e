import { MINUTE } from '../house/clock.ts';
import type { Flag } from '../house/flag.ts';
import { type Device, device, retained } from './device.ts';
import { announce, type Described } from './discovery.ts';

type Options = Described & { readonly runs: Flag; readonly icon: string };

/** A relay without a meter: a fan, a pump. */
export function relay({ runs, icon, ...of }: Options): Device {
  const base = `relays/${of.id}`;
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      announce(of, 'switch', 'relay', {
        name: null,
        icon,
        state_topic: `${base}/state`,
        command_topic: `${base}/set`,
        availability_topic: `${base}/status`,
        payload_on: '1',
        payload_off: '0',
      }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/set`],
    everyMs: MINUTE,
    pastEveryMs: null,
    answersAfterMs: 30,
    habit: (t) => ({ on: runs.on(t) }),
    edges: runs.edges,
    report: (_t, { on }) => [retained(`${base}/state`, on ? '1' : '0')],
    hear(_memory, _topic, payload) {
      if (payload !== '1' && payload !== '0') return null;
      return { memory: { on: payload === '1' }, againAfterMs: [] };
    },
  });
}
