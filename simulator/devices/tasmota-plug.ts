import { MINUTE } from '../house/clock.ts';
import { type Device, device, passing, retained, round } from './device.ts';
import { announce, QUANTITIES } from './discovery.ts';
import { type PlugOptions, readings, switching } from './plug.ts';

/** A metering plug with Tasmota that announces itself to Home Assistant (SetOption19 1). */
export function tasmotaPlug({ house, load, ...of }: PlugOptions): Device {
  const read = readings({ house, load, id: of.id });
  const tele = `tele/${of.id}`;
  const shared = {
    availability_topic: `${tele}/LWT`,
    payload_available: 'Online',
    payload_not_available: 'Offline',
  };
  const energy = (key: string) => ({
    ...shared,
    state_topic: `${tele}/SENSOR`,
    value_template: `{{ value_json['ENERGY']['${key}'] }}`,
  });
  return device({
    id: of.id,
    will: retained(`${tele}/LWT`, 'Offline'),
    hello: [
      announce(of, 'switch', 'RL_1', {
        name: null,
        ...shared,
        state_topic: `${tele}/STATE`,
        value_template: '{{ value_json.POWER }}',
        command_topic: `cmnd/${of.id}/POWER`,
      }),
      announce(of, 'sensor', 'ENERGY_Power', { ...energy('Power'), ...QUANTITIES.power }),
      announce(of, 'sensor', 'ENERGY_Total', { ...energy('Total'), ...QUANTITIES.energy }),
      announce(of, 'sensor', 'ENERGY_Voltage', { ...energy('Voltage'), ...QUANTITIES.voltage }),
      retained(`${tele}/LWT`, 'Online'),
    ],
    listens: [`cmnd/${of.id}/+`],
    everyMs: 15_000,
    pastEveryMs: 30 * MINUTE,
    answersAfterMs: 50,
    ...switching(load),
    report(t, { on }) {
      const { power, energy: total, voltage } = read(t, on === true);
      const Time = new Date(t).toISOString().slice(0, 19);
      const current = round(power / voltage, 3);
      const POWER = on ? 'ON' : 'OFF';
      return [
        passing(`stat/${of.id}/RESULT`, { POWER }),
        passing(`stat/${of.id}/POWER`, POWER),
        passing(`${tele}/STATE`, { Time, POWER, Wifi: { RSSI: 78, Signal: -61 } }),
        passing(`${tele}/SENSOR`, {
          Time,
          ENERGY: { Total: total, Power: power, Voltage: voltage, Current: current },
        }),
      ];
    },
    hear(memory, topic, payload) {
      if (!topic.endsWith('/POWER')) return null;
      const word = payload.toUpperCase();
      if (word === 'TOGGLE') return { memory: { on: !memory.on }, againAfterMs: [] };
      if (word !== 'ON' && word !== 'OFF') return null;
      return { memory: { on: word === 'ON' }, againAfterMs: [] };
    },
  });
}
