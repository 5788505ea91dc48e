import { appliance, progress } from '../devices/appliance.ts';
import { type Device, type Memory, readNumber, readObject } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';

const TONES = ['burglar', 'fire', 'chime'];

/** An indoor siren: it sounds for as long as it was told, a minute at most. */
export function siren(of: Described): Device {
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      siren: {
        platform: 'siren',
        name: null,
        state_topic: state,
        command_topic: command('siren'),
        available_tones: TONES,
        support_duration: true,
        support_volume_set: true,
      },
    }),
    state: (t, memory) => ({
      state: isOn(t, memory) ? 'ON' : 'OFF',
      tone: memory.tone,
      volume_level: memory.volume_level,
      duration: memory.duration,
    }),
    commands: {
      siren(payload) {
        const call = readObject(payload);
        if (call?.state === 'OFF') return { on: false };
        if (call?.state !== 'ON') return null;
        const tone = TONES.find((it) => it === call.tone);
        const duration = readNumber(call.duration, 1, 60);
        const volume = readNumber(call.volume_level, 0, 1);
        return {
          on: true,
          ...(tone === undefined ? {} : { tone }),
          ...(duration === undefined ? {} : { duration }),
          ...(volume === undefined ? {} : { volume_level: volume }),
        };
      },
    },
    settlesMs: [10_050, 30_050, 60_050],
    habit: () => ({ on: false, tone: 'burglar', volume_level: 0.6, duration: 10 }),
  });
}

const isOn = (t: number, { on, duration, changedAt }: Memory) =>
  on === true && progress(changedAt, t, Number(duration) * 1000) < 1;
