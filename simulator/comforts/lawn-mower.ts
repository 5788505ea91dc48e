import { appliance, chooses, from, progress } from '../devices/appliance.ts';
import type { Device, Memory } from '../devices/device.ts';
import type { Described } from '../devices/discovery.ts';
import { flag } from '../house/flag.ts';
import type { House } from '../house/house.ts';

const WAY_HOME_MS = 25_000;

/** A robot mower: out on dry mornings from spring to autumn, else in its dock. */
export function lawnMower({ house, ...of }: Described & { readonly house: House }): Device {
  const { clock, weather } = house;
  const shift = flag(clock, (day) => {
    const month = new Date(day * 86_400_000).getUTCMonth();
    const start = clock.at(day, 9.5);
    const isSeason = month >= 3 && month <= 9 && clock.weekday(day) % 2 === 1;
    return isSeason && weather.rain(start) === 0 ? [{ from: start, to: clock.at(day, 11.75) }] : [];
  });
  return appliance({
    ...of,
    components: ({ state, command }) => ({
      mower: {
        platform: 'lawn_mower',
        name: null,
        activity_state_topic: state,
        activity_value_template: from('activity'),
        start_mowing_command_topic: command('activity'),
        start_mowing_command_template: 'mowing',
        pause_command_topic: command('activity'),
        pause_command_template: 'paused',
        dock_command_topic: command('activity'),
        dock_command_template: 'docked',
      },
    }),
    state: (t, memory) => ({ activity: activityAt(t, memory) }),
    commands: { activity: chooses('activity', ['mowing', 'paused', 'docked']) },
    settlesMs: [WAY_HOME_MS + 50],
    habit: (t) => ({ activity: shift.on(t) ? 'mowing' : 'docked' }),
    edges: shift.edges,
  });
}

function activityAt(t: number, { activity, changedAt }: Memory): string {
  const isOnItsWay = activity === 'docked' && progress(changedAt, t, WAY_HOME_MS) < 1;
  return isOnItsWay ? 'returning' : String(activity);
}
