import { chanceOf } from '../house/chance.ts';
import { type Device, device, passing, retained, type Say } from './device.ts';

/** What broken firmware sends: none of it may disturb anything. */
const NONSENSE: readonly ((t: number) => Say)[] = [
  () => passing('sensors/broken-gadget/temperature', 'NaN'),
  () => passing('sensors/broken-gadget/temperature', '1e999'),
  () => passing('sensors/broken-gadget/temperature', '-99999999999999999999999999'),
  () => passing('sensors/broken-gadget/data', '{"temperature": 21.'),
  () => passing('sensors/broken-gadget/data', '['.repeat(2_000)),
  () => passing('sensors/broken-gadget/data', '{"__proto__":{"polluted":true},"humidity":"wet"}'),
  () => ({ ...passing('sensors/broken-gadget/data', ''), payload: bytes() }),
  () => passing('sensors/broken-gadget', ''),
  () => passing('lights/broken-gadget/state', '{"state":"maybe","brightness":"very"}'),
  () => passing('devices/broken-gadget/status', 'half-way'),
  () => passing('homeassistant/sensor/broken-gadget/config', '{"state_topic": 7}'),
  () => passing('homeassistant/light/broken-gadget/x/config', '"a text"'),
  () => passing('homeassistant/teapot/broken-gadget/pot/config', '{"command_topic":"brew"}'),
  () =>
    passing('homeassistant/device/broken-gadget/config', {
      dev: { ids: [] },
      cmps: { a: { p: 'sensor' }, b: 'none', c: null },
    }),
  (t) => passing('sensors/broken-gadget/humidity', `<b>${t}</b>`),
];

/** Every byte value there is: no UTF-8. */
const bytes = () => Uint8Array.from({ length: 256 }, (_, i) => 255 - i);

/** A gadget that sends rubbish, one piece after another. */
export function rubbishSender(id: string, seed: number): Device {
  const chance = chanceOf(seed, id);
  return device({
    id,
    will: retained(`devices/${id}/status`, 'offline'),
    hello: [retained(`devices/${id}/status`, 'online')],
    everyMs: 20_000,
    pastEveryMs: null,
    report(t) {
      const index = Math.floor(chance.roll(Math.floor(t / 1000)) * NONSENSE.length);
      const say = NONSENSE[index];
      return say ? [say(t)] : [];
    },
  });
}
