import type { Flag } from '../house/flag.ts';
import { type Device, device, type Memory, readNumber, readObject, retained } from './device.ts';

type Options = {
  readonly id: string;
  readonly lit: Flag;
  readonly can: 'brightness' | 'color_temp';
  readonly answersAfterMs: number | null;
};

/** A lamp that announces nothing: `lights/<id>/state` and `control/lights/<id>`. */
export function plainLamp({ id, lit, can, answersAfterMs }: Options): Device {
  const status = `devices/${id}/status`;
  return device({
    id,
    will: retained(status, 'offline'),
    hello: [retained(status, 'online')],
    listens: [`control/lights/${id}`],
    everyMs: 30_000,
    pastEveryMs: null,
    answersAfterMs,
    habit: (t) => ({ on: lit.on(t), brightness: 60, kelvin: 2700 }),
    edges: lit.edges,
    report: (_t, { on, brightness, kelvin }) => [
      retained(`lights/${id}/state`, {
        state: on ? 'on' : 'off',
        brightness,
        ...(can === 'color_temp' ? { color_temp: kelvin } : {}),
      }),
    ],
    hear(memory, _topic, payload) {
      const command = readObject(payload);
      return command && { memory: applied(memory, command), againAfterMs: [] };
    },
  });
}

function applied(memory: Memory, command: Readonly<Record<string, unknown>>): Memory {
  const brightness = readNumber(command.brightness, 0, 100);
  const kelvin = readNumber(command.color_temp, 2000, 6500);
  return {
    ...memory,
    ...(command.state === 'on' || command.state === 'off' ? { on: command.state === 'on' } : {}),
    ...(brightness === undefined ? {} : { brightness }),
    ...(kelvin === undefined ? {} : { kelvin }),
  };
}
