import type { Device, Say } from './devices/device.ts';
import { chanceOf } from './house/chance.ts';
import { DAY, HOUR, MINUTE } from './house/clock.ts';
import type { Span } from './house/flag.ts';
import type { House } from './house/house.ts';

/** A message that was said at a time. */
export type Said = { readonly at: number; readonly say: Say };

/**
 * What a device said in [from, to), in order of time: that it is there, its telegrams, its changes,
 * and its silences. The same house gives the same messages, whatever the clock says meanwhile.
 */
export function* pastMessages(
  device: Device,
  house: House,
  from: number,
  to: number,
): Generator<Said> {
  if (device.pastEveryMs === null && device.edges(from, to).length === 0) return;
  const absences = absencesOf(device, house, from, to);
  let next = 0;
  const report = (t: number) => device.pastReport?.(t) ?? device.report(t, device.habit(t));
  for (const say of device.hello) yield { at: from, say };
  for (const say of device.introduce?.(from, device.habit(from)) ?? []) yield { at: from, say };
  for (const at of momentsOf(device, from, to)) {
    for (let over = absences[next]; over && over.to <= at; over = absences[++next]) {
      yield* around(device, over);
    }
    const absence = absences[next];
    if (absence && absence.from <= at) continue;
    for (const say of report(at)) yield { at, say };
  }
}

/** When it reports: at fixed intervals, aligned to the clock, and whenever it changes. */
function momentsOf(device: Device, from: number, to: number): readonly number[] {
  const every = device.pastEveryMs;
  const moments = [from];
  // Devices do not all speak on the hour.
  const phase = every
    ? Math.floor(chanceOf(0, device.id).roll(1) * Math.min(every, 5 * MINUTE))
    : 0;
  if (every) {
    for (let t = Math.ceil((from + 1) / every) * every + phase; t < to; t += every) moments.push(t);
  }
  const edges = device.edges(from + 1, to);
  return edges.length === 0 ? moments : [...moments, ...edges].sort((a, b) => a - b);
}

/** The will when it goes; its greeting, and how things stand, when it is back. */
function* around(device: Device, { from, to }: Span): Generator<Said> {
  if (!device.will) return;
  yield { at: from, say: device.will };
  for (const say of device.hello) {
    if (say.topic === device.will.topic) yield { at: to, say };
  }
  for (const say of device.pastReport?.(to) ?? device.report(to, device.habit(to))) {
    yield { at: to, say };
  }
}

/** Spans in which a device lost its connection: often for a leaky one, else now and then. */
function absencesOf(device: Device, house: House, from: number, to: number): readonly Span[] {
  const chance = chanceOf(house.seed, `absent/${device.id}`);
  const perDay = device.drops ? 0.8 : 0.012;
  const spans: Span[] = [];
  for (let day = house.clock.day(from); day <= house.clock.day(to); day++) {
    if (chance.roll(day * 4) >= perDay) continue;
    const start = Math.round(house.clock.at(day, chance.between(day * 4 + 1, 0, 18)));
    const longest = device.drops ? 50 * MINUTE : 5 * HOUR;
    const length = Math.round(chance.between(day * 4 + 2, 4 * MINUTE, longest));
    if (start > from && start + length < to) spans.push({ from: start, to: start + length });
  }
  return spans;
}

/** When the recorder itself was down: nothing at all is known of these. */
export function outagesOf(house: House, from: number, to: number): readonly Span[] {
  const chance = chanceOf(house.seed, 'outages');
  const spans: Span[] = [];
  for (let day = house.clock.day(from) + 1; day < house.clock.day(to) - 1; day++) {
    if (chance.roll(day * 4) >= 4 / 365) continue;
    const start = Math.round(house.clock.at(day, chance.between(day * 4 + 1, 1, 15)));
    const length = Math.round(chance.between(day * 4 + 2, 20 * MINUTE, 8 * HOUR));
    spans.push({ from: start, to: start + length });
  }
  return spans;
}

/** The days that end at `now`, cut to whole five minutes so that they can be told again. */
export function daysUntil(now: number, days: number): Span {
  const to = Math.floor(now / (5 * MINUTE)) * 5 * MINUTE;
  return { from: to - days * DAY, to };
}
