import {
  type Device,
  device,
  type Memory,
  readNumber,
  readObject,
  retained,
  round,
} from '../devices/device.ts';
import type { Flag } from '../house/flag.ts';

/** A WLED strip: brightness on `/g`, colour on `/c`, everything as XML on `/v`. */
export function wledStrip({ id, lit }: { readonly id: string; readonly lit: Flag }): Device {
  const base = `wled/${id}`;
  return device({
    id: `wled-${id}`,
    will: retained(`${base}/status`, 'offline'),
    hello: [retained(`${base}/status`, 'online')],
    listens: [base, `${base}/col`, `${base}/api`],
    everyMs: 5 * 60_000,
    pastEveryMs: null,
    answersAfterMs: 40,
    habit: (t) => ({
      ...{ on: lit.on(t), bri: 128, r: 255, g: 149, b: 0 },
      ...{ fx: 0, sx: 128, ix: 128, pal: 0, ps: 0, nl: false, send: false, recv: true },
    }),
    edges: lit.edges,
    report: (_t, memory) => {
      const { on, bri, r, g, b } = memory;
      const shown = on ? bri : 0;
      return [
        retained(`${base}/g`, String(shown)),
        retained(`${base}/c`, `#${[r, g, b].map((n) => hex(Number(n))).join('')}`),
        retained(`${base}/v`, xmlOf({ ...memory, bri: shown ?? 0 })),
      ];
    },
    hear(memory, topic, payload) {
      const change = topic.endsWith('/col')
        ? colorOf(payload)
        : topic.endsWith('/api')
          ? apiChange(payload, memory)
          : wordChange(payload, memory);
      return change && { memory: { ...memory, ...change }, againAfterMs: [] };
    },
  });
}

/** WLED's whole state; a switched off strip has no brightness. */
function xmlOf({ bri, r, g, b, fx, sx, ix, pal, ps, nl, send, recv }: Memory): string {
  const bit = (on: unknown) => (on === true ? 1 : 0);
  return (
    `<?xml version="1.0" ?><vs><ac>${bri}</ac><cl>${r}</cl><cl>${g}</cl><cl>${b}</cl>` +
    `<cs>0</cs><cs>0</cs><cs>0</cs><ns>${bit(send)}</ns><nr>${bit(recv)}</nr><nl>${bit(nl)}</nl>` +
    `<nf>1</nf><nd>60</nd><nt>0</nt><fx>${fx}</fx><sx>${sx}</sx><ix>${ix}</ix><fp>${pal}</fp>` +
    `<wv>-1</wv><ws>0</ws><ps>${ps}</ps><cy>0</cy><ds>TV backlight</ds><ss>0</ss></vs>`
  );
}

const hex = (n: number) => n.toString(16).padStart(2, '0').toUpperCase();

function colorOf(payload: string): Memory | null {
  const found = /^(?:#|h)?([0-9a-f]{6})$/i.exec(payload)?.[1];
  if (found === undefined) return null;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(found.slice(at, at + 2), 16));
  return { r, g, b };
}

function wordChange(payload: string, memory: Memory): Memory | null {
  const word = payload.toUpperCase();
  if (word === 'ON') return { on: true };
  if (word === 'OFF') return { on: false };
  if (word === 'T' || word === 'TOGGLE') return { on: !memory.on };
  const bri = readNumber(payload, 0, 255);
  if (bri === undefined) return null;
  return bri === 0 ? { on: false } : { on: true, bri: round(bri) };
}

/** The HTTP API's words (`A=128&FX=3`) or the JSON API's state. */
function apiChange(payload: string, memory: Memory): Memory | null {
  const json = readObject(payload);
  if (json === null) return wordsOfApi(payload);
  const segment = fieldsOf(Array.isArray(json.seg) ? json.seg[0] : json.seg);
  const { col } = segment;
  const [r, g, b] = (Array.isArray(col) && Array.isArray(col[0]) ? col[0] : []).map((n: unknown) =>
    readNumber(n, 0, 255),
  );
  const numbers = [
    ...['fx', 'sx', 'ix', 'pal'].map((key) => [key, readNumber(segment[key], 0, 255)] as const),
    ['bri', readNumber(json.bri, 1, 255)] as const,
    ['ps', readNumber(json.ps, 0, 250)] as const,
  ];
  const flags = { nl: fieldsOf(json.nl).on, ...fieldsOf(json.udpn), on: json.on };
  return {
    ...Object.fromEntries(
      numbers.flatMap(([key, value]) => (value === undefined ? [] : [[key, round(value)]])),
    ),
    ...Object.fromEntries(
      Object.entries(flags).flatMap(([key, value]) =>
        value === 't' ? [[key, !memory[key]]] : typeof value === 'boolean' ? [[key, value]] : [],
      ),
    ),
    ...(r === undefined || g === undefined || b === undefined ? {} : { r, g, b }),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function wordsOfApi(payload: string): Memory | null {
  const words = new URLSearchParams(payload.replace(/^win&?/, ''));
  const bri = readNumber(words.get('A') ?? '', 0, 255);
  const fx = readNumber(words.get('FX') ?? '', 0, 200);
  if (bri === undefined && fx === undefined) return null;
  return {
    ...(bri === undefined ? {} : bri === 0 ? { on: false } : { on: true, bri: round(bri) }),
    ...(fx === undefined ? {} : { fx: round(fx) }),
  };
}
