import {
  type Heard,
  type Later,
  passing,
  readNumber,
  readObject,
  retained,
  type Say,
} from '../devices/device.ts';
import { type Network, nameOf, networkIn, remember } from './network.ts';
import { listed, type Node } from './node.ts';

const BASE = 'zigbee2mqtt';
/** From opening the network to a device's first word, and to the end of its interview. */
const JOINS_MS = 4_000;
const INTERVIEWED_MS = 9_000;
const MOST_SECONDS = 254;

type Asked = {
  readonly request: string;
  readonly payload: string;
  readonly network: Network;
  readonly nodes: readonly Node[];
  readonly guests: readonly Node[];
  readonly lists: (network: Network, t: number) => readonly Say[];
  readonly t: number;
};

type Fields = Readonly<Record<string, unknown>>;
type Answer =
  | { readonly data: Fields; readonly network?: Network; readonly later?: readonly Later[] }
  | { readonly error: string };

/** Does what `<base>/bridge/request/…` asks for, and says so on `<base>/bridge/response/…`. */
export function answered(asked: Asked): Heard {
  const { request, payload, network, lists, t } = asked;
  const fields = readObject(payload) ?? {};
  const answer = obey(asked, fields);
  const { transaction } = fields;
  const response = passing(`${BASE}/bridge/response/${request.replaceAll(/[#+]/g, '_')}`, {
    ...('error' in answer
      ? { status: 'error', error: answer.error, data: {} }
      : { status: 'ok', data: answer.data }),
    ...(transaction === undefined ? {} : { transaction }),
  });
  const done = 'error' in answer ? {} : answer;
  const { network: changed, later = [] } = done as Exclude<Answer, { error: string }>;
  const next = changed ?? network;
  return {
    memory: remember(next),
    againAfterMs: [],
    report: () => [response, ...(changed === undefined ? [] : lists(next, t))],
    says: later,
  };
}

function obey({ request, nodes, guests, network, lists, t }: Asked, fields: Fields): Answer {
  const find = (id: unknown) =>
    nodes.find((node) => node.ieee === id || nameOf(network, node) === id);
  switch (request) {
    case 'permit_join': {
      const seconds = readNumber(fields.time, 0, MOST_SECONDS);
      if (seconds === undefined) return { error: 'Invalid payload' };
      const guest = guests.find(({ ieee }) => !nodes.some((node) => node.ieee === ieee));
      const openUntil = seconds === 0 ? 0 : t + seconds * 1000;
      const joins = guest !== undefined && seconds * 1000 > JOINS_MS;
      return {
        data: { time: seconds },
        network: {
          ...network,
          openUntil,
          ...(joins
            ? {
                guests: { ...network.guests, [guest.ieee]: t + INTERVIEWED_MS },
                gone: without(network.gone, guest.ieee),
              }
            : { guests: whoJoined(network, t) }),
        },
        later: [
          ...(joins ? joining(guest, lists) : []),
          // The network closes by itself.
          ...(seconds === 0
            ? []
            : [
                {
                  afterMs: seconds * 1000 + 50,
                  say: (now: number, kept: object) => lists(networkIn({ ...kept }), now),
                },
              ]),
        ],
      };
    }
    case 'device/rename': {
      const node = find(fields.from);
      const { to } = fields;
      if (!node) return { error: `Device '${String(fields.from)}' does not exist` };
      if (typeof to !== 'string' || to === '' || /[#+]/.test(to)) return { error: 'Invalid name' };
      if (find(to)) return { error: `friendly_name '${to}' is already in use` };
      const from = nameOf(network, node);
      return {
        data: { from, to, homeassistant_rename: false },
        network: { ...network, names: { ...network.names, [node.ieee]: to } },
        // The state moves with the name.
        later: [{ afterMs: 0, say: () => [retained(`${BASE}/${from}`, '')] }],
      };
    }
    case 'device/remove': {
      const node = find(fields.id);
      if (!node) return { error: `Device '${String(fields.id)}' does not exist` };
      const name = nameOf(network, node);
      return {
        data: { id: name, block: fields.block === true, force: fields.force === true },
        network: {
          ...network,
          gone: { ...network.gone, [node.ieee]: true },
          names: without(network.names, node.ieee),
          guests: without(network.guests, node.ieee),
        },
        later: [
          {
            afterMs: 0,
            say: () => [
              retained(`${BASE}/${name}`, ''),
              event('device_leave', { ieee_address: node.ieee, friendly_name: name }),
            ],
          },
        ],
      };
    }
    case 'device/interview':
    case 'device/configure': {
      const node = find(fields.id);
      return node ? { data: { id: nameOf(network, node) } } : { error: 'Device does not exist' };
    }
    default:
      return { error: `Unknown request '${request}'` };
  }
}

/** What the bridge tells while a device joins; nothing if the network was closed before. */
function joining(guest: Node, lists: Asked['lists']): readonly Later[] {
  const about = { friendly_name: guest.name, ieee_address: guest.ieee };
  const unless = (say: (now: number, network: Network) => readonly Say[]): Later['say'] => {
    return (now, kept) => {
      const network = networkIn(kept);
      return guest.ieee in network.guests ? say(now, network) : [];
    };
  };
  return [
    {
      afterMs: JOINS_MS,
      say: unless(() => [
        event('device_joined', about),
        event('device_interview', { ...about, status: 'started' }),
      ]),
    },
    {
      afterMs: INTERVIEWED_MS + 50,
      say: unless((now, network) => [
        event('device_interview', {
          ...about,
          status: 'successful',
          supported: true,
          definition: listed(guest, guest.name).definition,
        }),
        ...lists(network, now),
      ]),
    },
  ];
}

const event = (type: string, data: Fields): Say => passing(`${BASE}/bridge/event`, { type, data });

/** Guests whose interview is over: a network that closes lets nobody else in. */
const whoJoined = ({ guests }: Network, t: number) =>
  Object.fromEntries(Object.entries(guests).filter(([, at]) => at <= t));

const without = <T>(table: Readonly<Record<string, T>>, key: string) =>
  Object.fromEntries(Object.entries(table).filter(([name]) => name !== key));
