import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

export const SQLITE_SCHEMA = 'prisma/schema.prisma';
export const POSTGRESQL_SCHEMA = 'prisma/schema-postgresql.prisma';

const HEADER = `// Made of schema.prisma by scripts/prisma-generate.mjs: change the models there.

generator client {
  provider            = "prisma-client"
  output              = "../lib/server/db/generated-postgresql"
  runtime             = "nodejs"
  moduleFormat        = "esm"
  importFileExtension = "ts"
}

datasource db {
  provider = "postgresql"
}
`;

/** What is said differently: each must be there once. */
const DIFFERENCES = [
  // An index takes no text of more than 2.7 kB: the migration makes this one unique by its hash.
  [/^(model TextValue \{[^}]*\btext +String) @unique$/m, '$1'],
  // SQLite's row numbers have 64 bits, whatever the schema says.
  [/^(model Tail \{[^}]*\bid +)Int( +@id)$/m, '$1BigInt$2'],
];

/** The models of prisma/schema.prisma for PostgreSQL. Prisma's types mean the same in both. */
export function postgresqlSchema() {
  const text = readFileSync(inRoot(SQLITE_SCHEMA), 'utf8');
  const [, models] = /^datasource db \{[^}]*\}\n([\s\S]*)$/m.exec(text) ?? [];
  if (models === undefined) throw new Error(`${SQLITE_SCHEMA} has no datasource before its models`);
  return DIFFERENCES.reduce((schema, [here, there]) => {
    if (!here.test(schema)) throw new Error(`${SQLITE_SCHEMA}: nothing is like ${here}`);
    return schema.replace(here, there);
  }, HEADER + models);
}
