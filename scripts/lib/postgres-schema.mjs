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

/** An index of PostgreSQL takes no text of more than 2.7 kB: migrations make this one unique by hash. */
const LONG_TEXTS = /^(model TextValue \{[^}]*\btext +String) @unique$/m;

/** The models of prisma/schema.prisma for PostgreSQL. Prisma's types mean the same in both. */
export function postgresqlSchema() {
  const text = readFileSync(inRoot(SQLITE_SCHEMA), 'utf8');
  const [, models] = /^datasource db \{[^}]*\}\n([\s\S]*)$/m.exec(text) ?? [];
  if (models === undefined) throw new Error(`${SQLITE_SCHEMA} has no datasource before its models`);
  if (!LONG_TEXTS.test(models)) throw new Error('TextValue.text is not what it was');
  return HEADER + models.replace(LONG_TEXTS, '$1');
}
