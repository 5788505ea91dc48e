-- CreateTable
CREATE TABLE "damage" (
    "series_id" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "found_at" BIGINT NOT NULL,
    "hours" BLOB,
    "body" BLOB,

    PRIMARY KEY ("series_id", "start", "end", "count")
);
