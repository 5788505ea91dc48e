import type { PreviewOut } from '../../api/retention.ts';
import type {
  StorageGapOut,
  StorageOut,
  StoredSeriesOut,
  TroubleOut,
  WorkOut,
} from '../../api/storage.ts';
import { type Policy, parseScope } from '../../domain/history/retention.ts';
import { countOf, formatCount } from '../explorer/words.ts';
import { formatDate } from '../words/format.ts';
import { readable } from '../words/words.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const sizes = new Map<string, Intl.NumberFormat>();

function sizeFormat(bytes: number): readonly [format: Intl.NumberFormat, value: number] {
  let [step, value] = [0, bytes];
  // 999.95 kB would be written 1,000 kB.
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1_000;
    step += 1;
  }
  const unit = UNITS[step]!;
  const decimals = step === 0 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  const key = `${unit} ${decimals}`;
  const format =
    sizes.get(key) ??
    new Intl.NumberFormat(undefined, {
      style: 'unit',
      unit,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: decimals,
    });
  sizes.set(key, format);
  return [format, value];
}

/** "1.24 GB": three figures at most. */
export function formatSize(bytes: number): string {
  const [format, value] = sizeFormat(bytes);
  return format.format(value);
}

/** The same in two parts, for large figures with a small unit. */
export function sizeParts(bytes: number): { readonly value: string; readonly unit: string } {
  const [format, value] = sizeFormat(bytes);
  const parts = format.formatToParts(value);
  const text = (isUnit: boolean) =>
    parts
      .filter(({ type }) => type !== 'literal' && (type === 'unit') === isUnit)
      .map((part) => part.value)
      .join('');
  return { value: text(false), unit: text(true) };
}

const compact = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 4,
});

/** A number of readings in few figures: "31.54M". */
export const formatMany = (count: number): string =>
  count < 100_000 ? formatCount(count) : compact.format(count);

const few = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** Less inside the file than this is no news. */
const LEAST_REUSABLE = 5_000_000;

/** How much room there is: on the disk, and inside the file. */
export function roomWords({
  freeBytes,
  reusableBytes,
}: Pick<StorageOut['totals'], 'freeBytes' | 'reusableBytes'>): string {
  const disk = freeBytes === null ? 'On another machine' : `${formatSize(freeBytes)} free`;
  if (reusableBytes === null || reusableBytes < LEAST_REUSABLE) return disk;
  return `${disk}; ${formatSize(reusableBytes)} of it is empty and used first`;
}

/** What is wrong with the disk, and what to do. */
export function troubleWords({ type, count }: Pick<TroubleOut, 'type' | 'count'>): {
  readonly title: string;
  readonly advice: string;
} {
  switch (type) {
    case 'damaged':
      return {
        title: `${countOf(count, 'stretch', 'stretches')} of the history could not be read`,
        advice:
          'The disk may be failing. Everything else is there; these show as gaps. Save a copy of the data folder, run “database check”, and bring the missing time in from a backup.',
      };
    case 'not_packed':
      return {
        title: `Packing readings has failed ${countOf(count, 'time')}`,
        advice: 'They are stored, and it is tried again. Is the disk full?',
      };
  }
}

/** What exactly it was, with its times as people read them. */
export const troubleDetail = (detail: string): string =>
  detail.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => formatDate(Date.parse(time)));

/** To the hundredth. */
export const formatBytesEach = (bytes: number): string => few.format(bytes);

/** "8,640 a day", "about 3 a week". */
export function paceWords(perDay: number): string {
  if (perDay >= 1) return `${formatMany(Math.round(perDay))} a day`;
  if (perDay * 7 >= 1) return `${formatCount(Math.round(perDay * 7))} a week`;
  return perDay > 0 ? 'now and then' : 'nothing new';
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** A day in full; `at` in epoch ms. */
export const formatDay = (at: number): string => day.format(at);

/** "30 days", "2 years": whole years as years. */
export function daysWords(days: number): string {
  if (days >= 365) {
    const years = Math.round(days / 365.25);
    if (Math.abs(days - years * 365.25) <= 2) return countOf(years, 'year');
  }
  return countOf(days, 'day');
}

/** What a policy keeps, as a sentence without its end. */
export function policyWords({ rawDays, summaryDays }: Policy): string {
  if (rawDays === null) return 'Every reading, for ever';
  const raw = `Every reading for ${daysWords(rawDays)}`;
  if (summaryDays === null) return `${raw}, then hourly statistics for ever`;
  if (summaryDays === rawDays) return `${raw}, then nothing`;
  return `${raw}, hourly statistics for ${daysWords(summaryDays)}`;
}

/** The same in a word or two, for a list. */
export const policyMark = ({ rawDays }: Policy): string | null =>
  rawDays === null ? null : daysWords(rawDays);

const KINDS: Readonly<Record<string, string>> = {
  switch: 'switches',
  select: 'choices',
  notify: 'receivers of messages',
  color: 'colours',
  structured: 'structured values',
  climate: 'heatings',
  lawn_mower: 'mowers',
  water_heater: 'boilers',
  device_tracker: 'trackers',
  binary_sensor: 'on/off sensors',
};

const kindsOf = (kind: string): string =>
  (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? `${kind.replaceAll('_', ' ')}s`;

/** Whom a policy is for; `nameOf` knows entities by their id. */
export function scopeWords(written: string, nameOf: (id: string) => string): string {
  const scope = parseScope(written);
  switch (scope?.type) {
    case 'home':
      return 'The whole home';
    case 'class': {
      const things =
        scope.deviceClass === null
          ? kindsOf(scope.kind)
          : `${scope.deviceClass.replaceAll('_', ' ')} ${kindsOf(scope.kind)}`;
      return `All ${things}`;
    }
    case 'entity':
      return nameOf(scope.id);
    default:
      return written;
  }
}

/** Why there is a gap, as the beginning of a sentence. */
export function gapWords(
  { reason, entity, end }: StorageGapOut,
  nameOf: (id: string) => string,
): string {
  const isOver = end !== null;
  switch (reason) {
    case 'recorder_stopped':
      return isOver ? 'The recorder was stopped' : 'The recorder is stopped';
    case 'recorder_died':
      return isOver ? 'The recorder ended unexpectedly' : 'The recorder has ended unexpectedly';
    case 'recorder_lost':
      return 'Readings were missed';
    case 'sensor_silent':
      return `${nameOf(entity ?? '')} is silent`;
    case 'sensor_offline':
      return `${nameOf(entity ?? '')} is unreachable`;
  }
}

/** What came of it, or what is known of it besides. */
export function gapLine({ reason, note, end }: StorageGapOut): string | null {
  switch (reason) {
    case 'recorder_lost':
      return note === null ? null : readable(note);
    case 'recorder_stopped':
    case 'recorder_died':
      return end === null
        ? 'The broker keeps what arrives meanwhile'
        : 'What the broker kept was stored afterwards';
    default:
      return null;
  }
}

/** What is under way. */
export function workWords({ type, name }: WorkOut, nameOf: (id: string) => string): string {
  switch (type) {
    case 'import':
      return `Bringing in ${name}`;
    case 'packing':
      return 'Packing readings';
    case 'retention':
      return `Dropping what is too old: ${scopeWords(name, nameOf)}`;
  }
}

/** What would be dropped, in a word: "54,873 readings". */
export function lossWords({ readings, hours }: NonNullable<PreviewOut['lost']>): string {
  if (readings > 0) return many(readings, 'reading');
  return `the statistics of ${many(hours, 'hour')}`;
}

const many = (count: number, one: string): string =>
  `${formatMany(count)} ${count === 1 ? one : `${one}s`}`;

/** How much of the past a forecast rests on. */
export function basisWords(days: number): string {
  if (days >= 6.95) return 'At the pace of the last 7 days';
  const span =
    days >= 1
      ? countOf(Math.round(days), 'day')
      : days * 24 >= 1
        ? countOf(Math.round(days * 24), 'hour')
        : countOf(Math.max(1, Math.round(days * 1_440)), 'minute');
  return `A guess from only ${span} of readings`;
}

/** What a property is called beside others of its entity. */
export const propertyWords = ({ property }: StoredSeriesOut): string => readable(property);
