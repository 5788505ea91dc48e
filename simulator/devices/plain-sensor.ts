import { MINUTE } from '../house/clock.ts';
import { type Device, device, retained } from './device.ts';

type Measures = Readonly<Record<string, (t: number) => number>>;
type Options = {
  readonly id: string;
  readonly measures: Measures;
  readonly everyMs: number;
  readonly pastEveryMs?: number;
};

/** A home-made sensor that announces nothing: one number on each of `sensors/<id>/<quantity>`. */
export function plainSensor({ id, measures, everyMs, pastEveryMs }: Options): Device {
  return plain(id, everyMs, pastEveryMs, (t) =>
    Object.entries(measures).map(([quantity, measure]) =>
      retained(`sensors/${id}/${quantity}`, String(measure(t))),
    ),
  );
}

/** The same with all its numbers in one JSON object on `sensors/<id>/data`. */
export function plainDataSensor({ id, measures, everyMs, pastEveryMs }: Options): Device {
  return plain(id, everyMs, pastEveryMs, (t) => [
    retained(
      `sensors/${id}/data`,
      Object.fromEntries(Object.entries(measures).map(([key, measure]) => [key, measure(t)])),
    ),
  ]);
}

/** A script that feeds `home/<room>/<quantity>`. */
export function roomFeed({ id, room, measures, everyMs }: Options & { room: string }): Device {
  return plain(id, everyMs, 15 * MINUTE, (t) =>
    Object.entries(measures).map(([quantity, measure]) =>
      retained(`home/${room}/${quantity}`, String(measure(t))),
    ),
  );
}

function plain(
  id: string,
  everyMs: number,
  pastEveryMs: number | undefined,
  report: Device['report'],
): Device {
  const status = `devices/${id}/status`;
  return device({
    id,
    will: retained(status, 'offline'),
    hello: [retained(status, 'online')],
    everyMs,
    pastEveryMs: pastEveryMs ?? 15 * MINUTE,
    report,
  });
}
