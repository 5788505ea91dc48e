import type Sqlite from 'better-sqlite3';

/**
 * What of Home Assistant's recorder schema a file has. It changed in steps: attributes moved to
 * state_attributes (version 25), times became floats (31 states, 32 statistics), ids moved to states_meta
 * (38); in between a file has both, old rows in the old columns.
 */
export type HaTables = {
  /** Rows of one entity, oldest first: `at`, `state`, `attributes`. Parameters as `keysOf` gives them. */
  readonly states: string | null;
  /** Hours since 1970 in which one entity has states: `hour`, and the `first` of them. Parameters as above. */
  readonly stateHours: string | null;
  /** Rows of one statistic, oldest first. Parameter: `key`. */
  readonly statistics: string | null;
  readonly shortTerm: string | null;
  /** All entities that have states: `entity_id`, `metadata_id` (or null). */
  readonly entities: string | null;
  /** All statistics: `key`, `statistic_id`, `unit`, `name`. */
  readonly statisticIds: string | null;
};

/** Looks which tables and columns there are. */
export function haTables(db: Sqlite.Database): HaTables {
  const columns = (table: string) =>
    new Set((db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name));
  const states = columns('states');
  const meta = columns('states_meta');
  const attributes = columns('state_attributes');
  const statistics = columns('statistics_meta');
  return {
    ...(states.has('state') && (states.has('entity_id') || meta.has('entity_id'))
      ? stateQueries(states, {
          shared: attributes.has('shared_attrs') && states.has('attributes_id'),
          byId: meta.has('entity_id') && states.has('metadata_id'),
          byName: states.has('entity_id') && hasOld(db, states, 'metadata_id'),
          oldTimes: states.has('last_updated') && hasOld(db, states, 'last_updated_ts'),
        })
      : { states: null, stateHours: null, entities: null }),
    statistics: statisticQuery('statistics', columns('statistics')),
    shortTerm: statisticQuery('statistics_short_term', columns('statistics_short_term')),
    statisticIds: statisticIds(statistics, columns('statistics')),
  };
}

/** Whether rows are left from before a column came. The column has an index, so it is a look and no search. */
const hasOld = (db: Sqlite.Database, columns: ReadonlySet<string>, column: string): boolean =>
  !columns.has(column) ||
  db.prepare(`SELECT 1 FROM states WHERE ${column} IS NULL LIMIT 1`).get() !== undefined;

type Shape = {
  readonly shared: boolean;
  readonly byId: boolean;
  readonly byName: boolean;
  readonly oldTimes: boolean;
};

function stateQueries(states: ReadonlySet<string>, { shared, byId, byName, oldTimes }: Shape) {
  const at = times(states, 's.', 'last_updated', oldTimes);
  const texts = [shared && 'a.shared_attrs', states.has('attributes') && 's.attributes'].filter(
    Boolean,
  );
  const attributes = texts.length > 1 ? `COALESCE(${texts.join(', ')})` : (texts[0] ?? 'NULL');
  const rows = (where: string) =>
    `SELECT ${at} AS at, s.state_id AS id, s.state AS state, ${attributes} AS attributes FROM states s
      ${shared ? 'LEFT JOIN state_attributes a ON a.attributes_id = s.attributes_id' : ''} WHERE ${where}`;
  const hours = (where: string) =>
    `SELECT CAST(${at} / 3600 AS INTEGER) AS hour, min(${at}) AS first FROM states s
      WHERE ${where} AND ${at} IS NOT NULL GROUP BY 1`;
  // Two arms rather than an OR over two columns, which would use neither's index.
  const arms = (arm: (where: string) => string) =>
    [byId && arm('s.metadata_id = @metadata'), byName && arm('s.entity_id = @entity')]
      .filter(Boolean)
      .join(' UNION ALL ');
  const lists = [
    byId && 'SELECT entity_id, metadata_id FROM states_meta WHERE entity_id IS NOT NULL',
    byName &&
      "SELECT DISTINCT entity_id, NULL AS metadata_id FROM states WHERE entity_id IS NOT NULL AND entity_id <> ''",
  ];
  return {
    states: `${arms(rows)} ORDER BY 1, 2`,
    stateHours: arms(hours),
    entities: lists.filter(Boolean).join(' UNION ALL '),
  };
}

/** Epoch seconds of a row, from the float, else from the text (UTC). */
function times(columns: ReadonlySet<string>, prefix: string, name: string, old: boolean): string {
  const float = columns.has(`${name}_ts`) ? `${prefix}${name}_ts` : null;
  const text =
    columns.has(name) && (old || float === null)
      ? `(julianday(${prefix}${name}) - 2440587.5) * 86400.0`
      : null;
  if (float !== null && text !== null) return `COALESCE(${float}, ${text})`;
  return float ?? text ?? 'NULL';
}

function statisticQuery(table: string, columns: ReadonlySet<string>): string | null {
  if (!columns.has('mean')) return null;
  // The first version (16) had the statistic's name in each row.
  const key = columns.has('metadata_id') ? 'metadata_id' : 'statistic_id';
  return `SELECT ${times(columns, '', 'start', true)} AS start, mean, min, max, state, sum,
    ${times(columns, '', 'last_reset', true)} AS reset FROM ${table}
    WHERE ${key} = @key ORDER BY 1, id`;
}

function statisticIds(meta: ReadonlySet<string>, rows: ReadonlySet<string>): string | null {
  if (!meta.has('statistic_id')) return null;
  const key = rows.has('metadata_id') && meta.has('id') ? 'id' : 'statistic_id';
  const name = meta.has('name') ? 'name' : 'NULL';
  return `SELECT ${key} AS key, statistic_id, unit_of_measurement AS unit, ${name} AS name FROM statistics_meta
    WHERE statistic_id IS NOT NULL`;
}
