import { type Device, device, passing, retained } from '../devices/device.ts';
import { announce, type Described, deviceOf, QUANTITIES } from '../devices/discovery.ts';
import { battery } from '../devices/motion.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

const SCENES = new Map([
  ['bright', 'Bright'],
  ['evening', 'Evening'],
  ['film', 'Film'],
]);
const TAG = '04-8A-5C-12-B3-2F-80';

/**
 * A wall switch with scenes, buttons that trigger (`device_automation`) and a tag reader: whoever comes
 * home presses its first button and lays down a key.
 */
export function sceneSwitch({ house, ...of }: Described & { readonly house: House }): Device {
  const base = `scenes/${of.id}`;
  const shared = { availability_topic: `${base}/status` };
  const evening = flag(house.clock, (day) =>
    house.people
      .stays(day)
      .filter(({ room, asleep }) => room === of.room && !asleep)
      .map(({ from, to }) => ({ from, to })),
  );
  const comes = (from: number, to: number) => evening.edges(from, to).filter((t) => evening.on(t));
  const trigger = (subtype: string, payload: string) =>
    retained(`homeassistant/device_automation/${of.id}/${subtype}/config`, {
      automation_type: 'trigger',
      topic: `${base}/action`,
      type: 'button_short_press',
      subtype,
      payload,
      device: deviceOf(of),
    });
  return device({
    id: of.id,
    will: retained(`${base}/status`, 'offline'),
    hello: [
      ...[...SCENES].map(([id, name]) =>
        announce(of, 'scene', id, {
          ...shared,
          name,
          command_topic: `${base}/activate`,
          payload_on: id,
        }),
      ),
      trigger('button_1', '1_single'),
      trigger('button_2', '2_single'),
      retained(`homeassistant/tag/${of.id}/config`, {
        topic: `${base}/tag`,
        value_template: '{{ value_json.uid }}',
        device: deviceOf(of),
      }),
      announce(of, 'sensor', 'scene', {
        ...shared,
        name: 'Last scene',
        icon: 'mdi:palette-outline',
        state_topic: `${base}/scene`,
      }),
      announce(of, 'sensor', 'battery', {
        ...shared,
        ...QUANTITIES.battery,
        state_topic: `${base}/battery`,
      }),
      retained(`${base}/status`, 'online'),
    ],
    listens: [`${base}/activate`],
    everyMs: 5 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 50,
    habit: () => ({ scene: 'Bright' }),
    edges: comes,
    atEdge: (memory) => memory,
    report: (t, { scene = 'Bright' }) => [
      ...(comes(t, t + 1).length > 0
        ? [passing(`${base}/action`, '1_single'), passing(`${base}/tag`, { uid: TAG })]
        : []),
      retained(`${base}/scene`, String(scene)),
      retained(`${base}/battery`, String(battery(house, t + 2e9))),
    ],
    hear(_memory, _topic, payload) {
      const scene = SCENES.get(payload);
      return scene === undefined ? null : { memory: { scene }, againAfterMs: [] };
    },
  });
}
