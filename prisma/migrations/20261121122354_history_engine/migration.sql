-- Hourly statistics lie in the chunks; they are made of the readings, which are kept.
DROP TABLE "hour";
DROP TABLE "dirty_hour";

-- CreateTable
CREATE TABLE "tail" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "writer" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "base" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "body" BLOB NOT NULL,
    "deliveries" BLOB
);

-- CreateTable
CREATE TABLE "chunk" (
    "series_id" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "min" REAL,
    "max" REAL,
    "sum" REAL,
    "first" REAL,
    "first_text" INTEGER,
    "last" REAL,
    "last_text" INTEGER,
    "hours" BLOB,
    "body" BLOB,

    PRIMARY KEY ("series_id", "start")
);

-- CreateTable
CREATE TABLE "correction" (
    "series_id" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "nth" INTEGER NOT NULL DEFAULT 0,
    "value" REAL,
    "reason" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    PRIMARY KEY ("series_id", "at", "nth")
);

-- CreateTable
CREATE TABLE "retention" (
    "scope" TEXT NOT NULL PRIMARY KEY,
    "raw_days" INTEGER,
    "summary_days" INTEGER,
    "created_at" BIGINT NOT NULL,
    "applied_at" BIGINT,
    "dropped" BIGINT NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "source" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "readings" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "finished_at" BIGINT
);
