-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "name" TEXT,
    "room" TEXT,
    "adoption" TEXT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity" (
    "id" TEXT NOT NULL,
    "device_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "name" TEXT,
    "room" TEXT,
    "icon" TEXT,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,
    "heard" TEXT,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place" (
    "identity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "place_pkey" PRIMARY KEY ("identity")
);

-- CreateTable
CREATE TABLE "home_order" (
    "id" SERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "done_at" BIGINT,

    CONSTRAINT "home_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" SERIAL NOT NULL,
    "entity_id" TEXT NOT NULL,
    "property" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "newest_seq" BIGINT,
    "newest_at" BIGINT,
    "newest" DOUBLE PRECISION,
    "newest_text" INTEGER,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reading" (
    "series_id" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "value" DOUBLE PRECISION,
    "text" INTEGER,

    CONSTRAINT "reading_pkey" PRIMARY KEY ("series_id","at","seq")
);

-- CreateTable
CREATE TABLE "text_value" (
    "id" SERIAL NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "text_value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tail" (
    "id" BIGINT NOT NULL,
    "writer" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "base" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,
    "deliveries" BYTEA,

    CONSTRAINT "tail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chunk" (
    "series_id" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "sum" DOUBLE PRECISION,
    "first" DOUBLE PRECISION,
    "first_text" INTEGER,
    "last" DOUBLE PRECISION,
    "last_text" INTEGER,
    "hours" BYTEA,
    "body" BYTEA,

    CONSTRAINT "chunk_pkey" PRIMARY KEY ("series_id","start")
);

-- CreateTable
CREATE TABLE "correction" (
    "series_id" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "nth" INTEGER NOT NULL DEFAULT 0,
    "value" DOUBLE PRECISION,
    "reason" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("series_id","at","nth")
);

-- CreateTable
CREATE TABLE "retention" (
    "scope" TEXT NOT NULL,
    "raw_days" INTEGER,
    "summary_days" INTEGER,
    "created_at" BIGINT NOT NULL,
    "applied_at" BIGINT,
    "dropped" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "retention_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "import_run" (
    "id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "readings" BIGINT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "finished_at" BIGINT,

    CONSTRAINT "import_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "journal_cursor" (
    "name" TEXT NOT NULL,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "base" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "journal_cursor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "delivery" (
    "packet_id" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("packet_id")
);

-- CreateTable
CREATE TABLE "recorder_run" (
    "id" SERIAL NOT NULL,
    "started_at" BIGINT NOT NULL,
    "alive_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "note" TEXT,

    CONSTRAINT "recorder_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter" (
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "last_used_at" BIGINT,
    "revoked_at" BIGINT,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mqtt_credential" (
    "username" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "session_id" TEXT,
    "client_id" TEXT,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "revoked_at" BIGINT,

    CONSTRAINT "mqtt_credential_pkey" PRIMARY KEY ("username")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMP(3),
    "refresh_token_expires_at" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMP(3) NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "entity_device_id_idx" ON "entity"("device_id");

-- CreateIndex
CREATE INDEX "home_order_done_at_idx" ON "home_order"("done_at");

-- CreateIndex
CREATE UNIQUE INDEX "series_entity_id_property_key" ON "series"("entity_id", "property");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "mqtt_credential_session_id_idx" ON "mqtt_credential"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "account"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_issuer_account_id_key" ON "account"("issuer", "account_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: an index takes no text of more than 2.7 kB, so texts are told apart by their hashes.
ALTER TABLE "text_value" ADD CONSTRAINT "text_value_text_key" EXCLUDE USING hash ("text" WITH =);

-- By hand: what is packed already is not packed again.
ALTER TABLE "chunk" ALTER COLUMN "body" SET STORAGE EXTERNAL, ALTER COLUMN "hours" SET STORAGE EXTERNAL;
ALTER TABLE "tail" ALTER COLUMN "body" SET STORAGE EXTERNAL, ALTER COLUMN "deliveries" SET STORAGE EXTERNAL;
