import { type Device, device, passing, readObject, retained, type Say } from '../devices/device.ts';
import type { House } from '../house/house.ts';
import { guestsOf } from './guests.ts';
import {
  EMPTY,
  type Network,
  nameOf,
  networkIn,
  remember,
  reset,
  stateOf,
  told,
} from './network.ts';
import { listed, type Node } from './node.ts';
import { nodesOf } from './nodes.ts';
import { answered } from './requests.ts';

export const BASE = 'zigbee2mqtt';
const BRIDGE_STATE = `${BASE}/bridge/state`;
const MINUTE = 60_000;
const COORDINATOR = '0x00124b0018ed2c00';

/** A group of lamps: what is said to it is said to each. */
const GROUP = { id: 1, name: 'Sofa corner', members: ['Sofa lamp', 'Shelf lamp'] };

/**
 * A Zigbee network behind Zigbee2MQTT: one client that speaks for all its devices, lists them, obeys
 * `/set`, and lets new ones in when it is asked to.
 */
export function zigbeeBridge(house: House): Device {
  const own = nodesOf(house);
  const guests = guestsOf(house);
  const present = (network: Network, t: number): readonly Node[] =>
    [...own, ...guests.filter(({ ieee }) => t >= (network.guests[ieee] ?? Infinity))].filter(
      ({ ieee }) => network.gone[ieee] !== true,
    );
  const members = (network: Network, t: number) =>
    present(network, t).filter(({ name }) => GROUP.members.includes(name));

  const stateSays = (network: Network, node: Node, t: number): Say => {
    const topic = `${BASE}/${nameOf(network, node)}`;
    const state = stateOf(network, node, t);
    // What somebody pressed is no state: who comes later must not hear it again.
    return 'action' in state ? passing(topic, state) : retained(topic, state);
  };
  const groupSays = (network: Network, t: number): readonly Say[] => {
    const [first] = members(network, t);
    if (first === undefined) return [];
    const { state, brightness, color, color_temp, color_mode } = stateOf(network, first, t);
    const shown = { state, brightness, color, color_temp, color_mode };
    return [retained(`${BASE}/${GROUP.name}`, shown)];
  };
  const lists = (network: Network, t: number): readonly Say[] => [
    retained(`${BASE}/bridge/info`, infoOf(t < network.openUntil)),
    retained(`${BASE}/bridge/devices`, [
      coordinator,
      ...present(network, t).map((node) => listed(node, nameOf(network, node))),
    ]),
    retained(`${BASE}/bridge/groups`, [
      {
        id: GROUP.id,
        friendly_name: GROUP.name,
        scenes: [],
        members: members(network, t).map(({ ieee }) => ({ ieee_address: ieee, endpoint: 1 })),
      },
    ]),
  ];
  const report = (nodes: readonly Node[], network: Network, t: number) =>
    nodes.map((node) => stateSays(network, node, t));

  return device({
    id: 'zigbee-bridge',
    will: retained(BRIDGE_STATE, { state: 'offline' }),
    hello: [retained(BRIDGE_STATE, { state: 'online' })],
    introduce: (t, memory) => lists(networkIn(memory), t),
    listens: [`${BASE}/+/set`, `${BASE}/+/get`, `${BASE}/bridge/request/#`],
    everyMs: MINUTE,
    pastEveryMs: 30 * MINUTE,
    answersAfterMs: 90,
    habit: () => remember(EMPTY),
    edges: (from, to) => own.flatMap((node) => node.edges(from, to)).sort((a, b) => a - b),
    atEdge(memory, t) {
      const moved = own.filter((node) => node.edges(t, t + 1).length > 0);
      return remember(reset(networkIn(memory), moved));
    },
    report: (t, memory) => {
      const network = networkIn(memory);
      return [...report(present(network, t), network, t), ...groupSays(network, t)];
    },
    pastReport: (t) =>
      report(
        own.filter(({ hasPast }) => hasPast),
        EMPTY,
        t,
      ),
    hear(memory, topic, payload, t) {
      const network = networkIn(memory);
      const nodes = present(network, t);
      const levels = topic.slice(BASE.length + 1);
      if (levels.startsWith('bridge/request/')) {
        return answered({
          request: levels.slice('bridge/request/'.length),
          payload,
          network,
          nodes,
          guests,
          lists,
          t,
        });
      }
      const [name = '', order] = [
        levels.slice(0, levels.lastIndexOf('/')),
        levels.split('/').at(-1),
      ];
      const addressed =
        name === GROUP.name
          ? members(network, t)
          : nodes.filter((node) => nameOf(network, node) === name || node.ieee === name);
      if (addressed.length === 0) return null;
      const says = (now: number, kept: typeof memory) => {
        const then = networkIn(kept);
        return [...report(addressed, then, now), ...groupSays(then, now)];
      };
      if (order === 'get') return { memory, againAfterMs: [], report: says };
      // Plain words are allowed, too: `ON` for the state.
      const fields = readObject(payload) ?? { state: payload };
      const next = addressed.reduce<Network | null>(
        (sum, node) => told(sum ?? network, node, fields, t) ?? sum,
        null,
      );
      if (next === null) return null;
      const settles = addressed.flatMap(({ settlesMs = [] }) => settlesMs);
      return { memory: remember(next), againAfterMs: settles, report: says };
    },
  });
}

const coordinator = {
  ieee_address: COORDINATOR,
  type: 'Coordinator',
  network_address: 0,
  supported: true,
  disabled: false,
  friendly_name: 'Coordinator',
  definition: null,
  interviewing: false,
  interview_completed: true,
};

const infoOf = (isOpen: boolean) => ({
  version: '2.7.2',
  commit: 'unknown',
  coordinator: { ieee_address: COORDINATOR, type: 'zStack3x0', meta: { revision: 20221226 } },
  network: { channel: 11, pan_id: 6754 },
  log_level: 'info',
  permit_join: isOpen,
  config: {
    homeassistant: { enabled: false },
    mqtt: { base_topic: BASE },
    devices: {},
    groups: {},
  },
  config_schema: {},
  restart_required: false,
});
