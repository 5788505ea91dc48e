import path from 'node:path';
import Sqlite from 'better-sqlite3';

/** A state as a test tells it: seconds since 1970, the state, its attributes. */
export type State = readonly [number, string, Record<string, unknown>?];
export type Statistic = {
  readonly start: number;
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
  readonly state?: number;
  readonly sum?: number;
  /** Seconds. */
  readonly reset?: number;
};
export type Recorded = {
  readonly states: Readonly<Record<string, readonly State[]>>;
  readonly statistics?: Readonly<
    Record<
      string,
      {
        readonly unit: string;
        readonly rows: readonly Statistic[];
        readonly short?: readonly Statistic[];
      }
    >
  >;
};

/** Versions of the recorder's schema: newest, before states_meta (2023.3), before state_attributes (2022.3). */
export type SchemaVersion = 51 | 30 | 23;

const COMMON = `
CREATE TABLE schema_changes (change_id INTEGER NOT NULL, schema_version INTEGER, changed DATETIME NOT NULL, PRIMARY KEY (change_id));
CREATE TABLE recorder_runs (run_id INTEGER NOT NULL, start DATETIME NOT NULL, "end" DATETIME, closed_incorrect BOOLEAN NOT NULL, created DATETIME NOT NULL, PRIMARY KEY (run_id));
CREATE TABLE statistics_runs (run_id INTEGER NOT NULL, start DATETIME NOT NULL, PRIMARY KEY (run_id));
`;

const ATTRIBUTES = `
CREATE TABLE state_attributes (attributes_id INTEGER NOT NULL, hash BIGINT, shared_attrs TEXT, PRIMARY KEY (attributes_id));
CREATE INDEX ix_state_attributes_hash ON state_attributes (hash);
`;

const STATISTICS = (table: string) => `
CREATE TABLE ${table} (id INTEGER NOT NULL, created CHAR(0), created_ts FLOAT, metadata_id INTEGER, start CHAR(0), start_ts FLOAT,
 mean FLOAT, mean_weight FLOAT, min FLOAT, max FLOAT, last_reset CHAR(0), last_reset_ts FLOAT, state FLOAT, sum FLOAT,
 PRIMARY KEY (id), FOREIGN KEY(metadata_id) REFERENCES statistics_meta (id) ON DELETE CASCADE);
CREATE UNIQUE INDEX ix_${table}_statistic_id_start_ts ON ${table} (metadata_id, start_ts);
CREATE INDEX ix_${table}_start_ts ON ${table} (start_ts);
`;

const OLD_STATISTICS = (table: string) => `
CREATE TABLE ${table} (id INTEGER NOT NULL, created DATETIME, start DATETIME, mean FLOAT, min FLOAT, max FLOAT, last_reset DATETIME,
 state FLOAT, sum FLOAT, metadata_id INTEGER, PRIMARY KEY (id), FOREIGN KEY(metadata_id) REFERENCES statistics_meta (id) ON DELETE CASCADE);
CREATE UNIQUE INDEX ix_${table}_statistic_id_start ON ${table} (metadata_id, start);
`;

const OLD_META = `
CREATE TABLE statistics_meta (id INTEGER NOT NULL, statistic_id VARCHAR(255), source VARCHAR(32), unit_of_measurement VARCHAR(255),
 has_mean BOOLEAN, has_sum BOOLEAN, name VARCHAR(255), PRIMARY KEY (id));
`;

/** The tables as Home Assistant's SQLAlchemy models make them in SQLite. */
const SCHEMAS: Readonly<Record<SchemaVersion, string>> = {
  51: `${COMMON}${ATTRIBUTES}
CREATE TABLE states_meta (metadata_id INTEGER NOT NULL, entity_id VARCHAR(255), PRIMARY KEY (metadata_id));
CREATE UNIQUE INDEX ix_states_meta_entity_id ON states_meta (entity_id);
CREATE TABLE statistics_meta (id INTEGER NOT NULL, statistic_id VARCHAR(255), source VARCHAR(32), unit_of_measurement VARCHAR(255),
 unit_class VARCHAR(255), has_mean BOOLEAN, has_sum BOOLEAN, name VARCHAR(255), mean_type SMALLINT NOT NULL, PRIMARY KEY (id));
CREATE UNIQUE INDEX ix_statistics_meta_statistic_id ON statistics_meta (statistic_id);
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id CHAR(0), state VARCHAR(255), attributes CHAR(0), event_id SMALLINT,
 last_changed CHAR(0), last_changed_ts FLOAT, last_reported_ts FLOAT, last_updated CHAR(0), last_updated_ts FLOAT, old_state_id INTEGER,
 attributes_id INTEGER, context_id CHAR(0), context_user_id CHAR(0), context_parent_id CHAR(0), origin_idx SMALLINT, context_id_bin BLOB,
 context_user_id_bin BLOB, context_parent_id_bin BLOB, metadata_id INTEGER, PRIMARY KEY (state_id),
 FOREIGN KEY(old_state_id) REFERENCES states (state_id), FOREIGN KEY(attributes_id) REFERENCES state_attributes (attributes_id),
 FOREIGN KEY(metadata_id) REFERENCES states_meta (metadata_id));
CREATE INDEX ix_states_metadata_id_last_updated_ts ON states (metadata_id, last_updated_ts);
CREATE INDEX ix_states_last_updated_ts ON states (last_updated_ts);
${STATISTICS('statistics')}${STATISTICS('statistics_short_term')}`,
  30: `${COMMON}${ATTRIBUTES}
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id VARCHAR(255), state VARCHAR(255), attributes TEXT, event_id INTEGER,
 last_changed DATETIME, last_updated DATETIME, old_state_id INTEGER, attributes_id INTEGER, context_id VARCHAR(36),
 context_user_id VARCHAR(36), context_parent_id VARCHAR(36), origin_idx SMALLINT, PRIMARY KEY (state_id));
CREATE INDEX ix_states_entity_id_last_updated ON states (entity_id, last_updated);
${OLD_META}${OLD_STATISTICS('statistics')}${OLD_STATISTICS('statistics_short_term')}`,
  23: `${COMMON}
CREATE TABLE states (state_id INTEGER NOT NULL, domain VARCHAR(64), entity_id VARCHAR(255), state VARCHAR(255), attributes TEXT,
 event_id INTEGER, last_changed DATETIME, last_updated DATETIME, created DATETIME, old_state_id INTEGER, PRIMARY KEY (state_id));
CREATE INDEX ix_states_entity_id_last_updated ON states (entity_id, last_updated);
${OLD_META}${OLD_STATISTICS('statistics')}${OLD_STATISTICS('statistics_short_term')}`,
};

const text = (seconds: number) =>
  new Date(seconds * 1_000).toISOString().replace('T', ' ').replace('Z', '000');

/** Writes home-assistant_v2.db as that version of Home Assistant would have. Gives the open database. */
export function writeHomeAssistant(folder: string, version: SchemaVersion, recorded: Recorded) {
  const file = path.join(folder, 'home-assistant_v2.db');
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.exec(SCHEMAS[version]);
  db.prepare(
    "INSERT INTO schema_changes (schema_version, changed) VALUES (?, '2021-05-01 10:00:00.000000')",
  ).run(version);
  db.transaction(() => {
    for (const [id, states] of Object.entries(recorded.states)) addStates(db, version, id, states);
    for (const [id, statistics] of Object.entries(recorded.statistics ?? {})) {
      const isNew = version === 51;
      const { lastInsertRowid: key } = db
        .prepare(
          `INSERT INTO statistics_meta (statistic_id, source, unit_of_measurement, has_mean, has_sum${isNew ? ', mean_type' : ''})
           VALUES (?, 'recorder', ?, 1, 0${isNew ? ', 1' : ''})`,
        )
        .run(id, statistics.unit);
      const add = (table: string, rows: readonly Statistic[]) => {
        const [column, at] = isNew ? ['start_ts', (s: number) => s] : ['start', text];
        const resetColumn = isNew ? 'last_reset_ts' : 'last_reset';
        const insert = db.prepare(
          `INSERT INTO ${table} (metadata_id, ${column}, mean, min, max, state, sum, ${resetColumn}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        );
        for (const { start, mean, min, max, state, sum, reset } of rows)
          insert.run(
            key,
            (at as (s: number) => unknown)(start),
            mean ?? null,
            min ?? null,
            max ?? null,
            state ?? null,
            sum ?? null,
            reset === undefined ? null : (at as (s: number) => unknown)(reset),
          );
      };
      add('statistics', statistics.rows);
      add('statistics_short_term', statistics.short ?? []);
    }
  })();
  return { file, db };
}

export function addStates(
  db: Sqlite.Database,
  version: SchemaVersion,
  id: string,
  states: readonly State[],
): void {
  if (version === 51)
    db.prepare('INSERT OR IGNORE INTO states_meta (entity_id) VALUES (?)').run(id);
  for (const [at, state, attributes = {}] of states) {
    const json = JSON.stringify(attributes);
    const shared =
      version === 23
        ? null
        : db.prepare('INSERT INTO state_attributes (shared_attrs) VALUES (?)').run(json)
            .lastInsertRowid;
    if (version === 51) {
      db.prepare(
        'INSERT INTO states (state, last_updated_ts, attributes_id, metadata_id) SELECT ?, ?, ?, metadata_id FROM states_meta WHERE entity_id = ?',
      ).run(state, at, shared, id);
    } else if (version === 30) {
      db.prepare(
        'INSERT INTO states (entity_id, state, last_updated, attributes_id) VALUES (?, ?, ?, ?)',
      ).run(id, state, text(at), shared);
    } else {
      db.prepare(
        'INSERT INTO states (domain, entity_id, state, attributes, last_changed, last_updated) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(...[id.split('.')[0], id, state, json, text(at), text(at)]);
    }
  }
}
