-- AlterTable
ALTER TABLE "device" ADD COLUMN "adoption" TEXT;

-- AlterTable
ALTER TABLE "entity" ADD COLUMN "icon" TEXT;

-- CreateTable
CREATE TABLE "place" (
    "identity" TEXT NOT NULL PRIMARY KEY,
    "entity_id" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "home_order" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "done_at" BIGINT
);

-- CreateIndex
CREATE INDEX "home_order_done_at_idx" ON "home_order"("done_at");
