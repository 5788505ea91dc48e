import { shows } from '@/lib/domain/command/shows.ts';
import { DIALECTS } from '@/lib/domain/dialect/dialects.ts';
import { payloadOf } from '@/lib/domain/dialect/message.ts';
import { encodeUtf8 } from '@/lib/domain/dialect/utf8.ts';
import { createHome } from '@/lib/domain/entity/create-home.ts';
import type { Home } from '@/lib/domain/entity/home.ts';
import { matches } from '@/lib/domain/entity/topic-filter.ts';
import type { Device, Memory, Say } from '../../simulator/devices/device.ts';

export type PluggedIn = {
  readonly home: Home;
  /** What was not understood of all that devices said: `device: topic: reason`. */
  readonly misunderstood: readonly string[];
  /**
   * Sends a command as a tile would, and lets the devices do it.
   * @returns why it did not work, or null; a command the entity does not take is null, too.
   */
  command(entity: string, command: string, args?: Readonly<Record<string, unknown>>): string | null;
  /** Publishes a message that no entity stands for; the devices' words in return, in order of time. */
  publish(topic: string, payload: string | object): readonly Say[];
  /** Lets time pass; devices report. */
  wait(ms: number): void;
};

/** Devices and a home on one wire, in a time of their own: no broker, no waiting. */
export function plugIn(devices: readonly Device[], startAt: number): PluggedIn {
  const home = createHome(DIALECTS);
  const memories = new Map<Device, Memory>();
  const misunderstood: string[] = [];
  let now = startAt;

  const say = (device: Device, { topic, payload, retain }: Say) => {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    const { ignored } = home.fold({ topic, payload: bytes, retain, at: now });
    if (ignored) misunderstood.push(`${device.id}: ${topic}: ${ignored.reason}`);
  };
  const memoryOf = (device: Device) => memories.get(device) ?? device.habit(startAt);
  const report = (device: Device) => {
    for (const message of device.report(now, memoryOf(device))) say(device, message);
  };
  for (const device of devices) {
    const memory = memoryOf(device);
    for (const message of device.hello) say(device, message);
    for (const message of device.introduce?.(now, memory) ?? []) say(device, message);
    report(device);
  }

  /** All that happens after a message, in order of time; the clock then stands at its end. */
  function deliver(
    topic: string,
    payload: string | Uint8Array,
    look: () => void = () => {},
  ): readonly Say[] {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
    const spoken: Say[] = [];
    const acts: { readonly at: number; readonly act: () => readonly Say[]; device: Device }[] = [];
    const from = now;
    for (const device of devices) {
      if (!device.listens.some((filter) => matches(filter, topic))) continue;
      const heard = device.hear(memoryOf(device), topic, text, now, bytes);
      if (!heard) continue;
      memories.set(device, heard.memory);
      const tell = () => (heard.report ?? device.report)(now, memoryOf(device));
      const later = heard.says ?? [];
      for (const { afterMs, say: saying } of later) {
        acts.push({ at: from + afterMs, device, act: () => saying(now, memoryOf(device)) });
      }
      for (const ms of [0, ...heard.againAfterMs]) acts.push({ at: from + ms, device, act: tell });
    }
    for (const { at, act, device } of acts.sort((a, b) => a.at - b.at)) {
      now = Math.max(now, at);
      for (const message of act()) {
        say(device, message);
        spoken.push(message);
        look();
      }
    }
    return spoken;
  }

  return {
    home,
    misunderstood,
    command(entity, command, args = {}) {
      const encoded = home.encode({ entity, command, ...args });
      if (!encoded.ok) return null;
      // A siren falls silent again, a robot comes home: once it showed, it has obeyed.
      const missing = new Map(Object.entries(encoded.target));
      const look = () => {
        const { state } = home.status(entity);
        for (const [property, wanted] of missing) {
          if (shows(property, wanted, state)) missing.delete(property);
        }
      };
      let answers = 0;
      for (const message of encoded.messages) {
        answers += deliver(message.topic, payloadOf(message), look).length;
      }
      now += 1_000;
      if (answers === 0) return 'nobody answers';
      if (missing.size === 0) return null;
      const { state } = home.status(entity);
      return `wanted ${JSON.stringify(Object.fromEntries(missing))}, got ${JSON.stringify(state)}`;
    },
    publish: (topic, payload) =>
      deliver(topic, typeof payload === 'string' ? payload : JSON.stringify(payload)),
    wait(ms) {
      now += ms;
      for (const device of devices) report(device);
    },
  };
}
