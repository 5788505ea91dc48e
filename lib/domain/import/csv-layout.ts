/** What the columns of a CSV file mean, by its header. */
export type CsvLayout =
  | {
      /** A reading a row. */
      readonly type: 'long';
      /** One column, or a date and a time. */
      readonly time: readonly number[];
      /** null: all readings are of one entity, which the caller names. */
      readonly entity: number | null;
      /** Beside a device, which of its sensors it is. */
      readonly part: number | null;
      readonly property: number | null;
      readonly value: number;
      readonly unit: number | null;
      /** The value is a state of Home Assistant. */
      readonly state: boolean;
      /** Our own export: a quoted value is text, whatever it looks like. */
      readonly own: boolean;
    }
  | {
      /** A column a sensor. */
      readonly type: 'wide';
      readonly time: readonly number[];
      readonly sensors: readonly {
        readonly column: number;
        readonly id: string;
        readonly unit: string | null;
      }[];
    };

export type CsvWishes = {
  readonly timeColumn: string | null;
  readonly valueColumn: string | null;
  /** The entity of a file that names none. */
  readonly entity: string | null;
};

const TIME = [
  ...[
    'time',
    'timestamp',
    'datetime',
    'date_time',
    'date time',
    '_time',
    'ts',
    'last_updated',
    'last_changed',
  ],
  ...['date', 'created', 'created_at', 'zeit', 'zeitstempel', 'datum', 'epoch'],
  ...['last_reported', 'start', 'recorded_at', 'updated_at', 'horodatage', 'fecha'],
];
const ENTITY = [
  'entity',
  'entity_id',
  'sensor',
  'sensor_id',
  'statistic_id',
  'id',
  'name',
  'device',
  'device_id',
  'devicename',
  'device_name',
  'entityname',
  'item',
  'item_name',
];
/** With one of these a device has several sensors. */
const PART = ['reading', 'key', 'metric', 'channel', 'feature', 'parameter', 'quantity'];
const VALUE = ['value', '_value', 'val', 'state', 'reading', 'mean', 'wert', 'messwert', 'valeur'];
const UNIT = ['unit', 'unit_of_measurement', 'units', 'einheit'];

/** The layout of a file with this header, or why it has none that can be told. */
export function csvLayout(
  header: readonly string[],
  wishes: CsvWishes,
): CsvLayout | { readonly reason: string } {
  const names = header.map((name) => name.trim().toLowerCase());
  const find = (known: readonly string[]) =>
    known.map((name) => names.indexOf(name)).find((at) => at >= 0) ?? null;
  const wanted = (name: string) => names.indexOf(name.trim().toLowerCase());

  const time = timeColumns(names, wishes.timeColumn, find, wanted);
  if ('reason' in time) return time;
  const entity = find(ENTITY.filter((name) => !time.columns.includes(names.indexOf(name))));
  const unit = find(UNIT);
  if (wishes.valueColumn !== null && wanted(wishes.valueColumn) < 0)
    return {
      reason: `there is no column ${JSON.stringify(wishes.valueColumn)}; ${listed(header)}`,
    };
  const value = wishes.valueColumn === null ? find(VALUE) : wanted(wishes.valueColumn);
  const isLong = value !== null && (entity !== null || wishes.entity !== null);
  if (isLong) {
    return {
      type: 'long',
      time: time.columns,
      entity: wishes.entity === null ? entity : null,
      part: wishes.entity === null ? find(PART.filter((name) => names[value] !== name)) : null,
      property: find(['property']),
      value,
      unit,
      state: names[value] === 'state',
      own: names.join(',') === 'time,entity,property,value,unit',
    };
  }
  const sensors = header.flatMap((name, column) =>
    time.columns.includes(column) || name.trim() === '' ? [] : [{ column, ...named(name) }],
  );
  if (sensors.length === 0) return { reason: `there is no column with values; ${listed(header)}` };
  if (wishes.entity !== null && sensors.length === 1) {
    return { type: 'wide', time: time.columns, sensors: [{ ...sensors[0]!, id: wishes.entity }] };
  }
  return { type: 'wide', time: time.columns, sensors };
}

function timeColumns(
  names: readonly string[],
  wish: string | null,
  find: (known: readonly string[]) => number | null,
  wanted: (name: string) => number,
): { readonly columns: readonly number[] } | { readonly reason: string } {
  if (wish !== null) {
    const columns = wish.split('+').map(wanted);
    if (columns.includes(-1))
      return { reason: `there is no column ${JSON.stringify(wish)}; ${listed(names)}` };
    return { columns };
  }
  const [date, time] = [names.indexOf('date'), names.indexOf('time')];
  if (date >= 0 && time >= 0) return { columns: [date, time] };
  const found = find(TIME);
  if (found === null)
    return { reason: `no column tells the time: name it by --time-column; ${listed(names)}` };
  return { columns: [found] };
}

const listed = (names: readonly string[]): string =>
  `the columns are ${names
    .map((name) => JSON.stringify(name))
    .join(', ')
    .slice(0, 300)}`;

/** `Kitchen (°C)` and `Kitchen [°C]` say a unit. */
function named(header: string): { readonly id: string; readonly unit: string | null } {
  const [, id, unit] = /^(.*\S)\s*[([]([^()[\]]{1,12})[)\]]$/.exec(header.trim()) ?? [];
  return id !== undefined && unit !== undefined ? { id, unit } : { id: header.trim(), unit: null };
}

/** The delimiter of a file, by its first line: the candidate that stands there most often, outside quotes. */
export function delimiterOf(line: string): ',' | ';' | '\t' {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (letter: string) => bare.split(letter).length;
  return ([',', ';', '\t'] as const).reduce((best, one) => (count(one) > count(best) ? one : best));
}
