-- "WITHOUT ROWID" is by hand: the readings lie in the order of their key, once instead of twice.

-- CreateTable
CREATE TABLE "device" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "name" TEXT,
    "room" TEXT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "entity" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "device_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "name" TEXT,
    "room" TEXT,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "removed_at" BIGINT,
    "heard" TEXT,
    CONSTRAINT "entity_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "series" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "entity_id" TEXT NOT NULL,
    "property" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "newest_seq" BIGINT,
    "newest_at" BIGINT,
    "newest" REAL,
    "newest_text" INTEGER,
    CONSTRAINT "series_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "reading" (
    "series_id" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "value" REAL,
    "text" INTEGER,

    PRIMARY KEY ("series_id", "at", "seq")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "text_value" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "text" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "hour" (
    "series_id" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "min" REAL,
    "max" REAL,
    "area" REAL NOT NULL,
    "known" REAL NOT NULL,
    "first" REAL,
    "first_text" INTEGER,
    "last" REAL,
    "last_text" INTEGER,

    PRIMARY KEY ("series_id", "start")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "dirty_hour" (
    "series_id" INTEGER NOT NULL,
    "start" BIGINT NOT NULL,

    PRIMARY KEY ("series_id", "start")
) WITHOUT ROWID;

-- CreateTable
CREATE TABLE "journal_cursor" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "epoch" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "base" BIGINT NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "delivery" (
    "packet_id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "seq" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "recorder_run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "started_at" BIGINT NOT NULL,
    "alive_at" BIGINT NOT NULL,
    "ended_at" BIGINT,
    "note" TEXT
);

-- CreateTable
CREATE TABLE "counter" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "count" BIGINT NOT NULL,
    "last_at" BIGINT NOT NULL,
    "detail" TEXT
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "last_used_at" BIGINT,
    "revoked_at" BIGINT
);

-- CreateTable
CREATE TABLE "mqtt_credential" (
    "username" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "session_id" TEXT,
    "client_id" TEXT,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "revoked_at" BIGINT
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expires_at" DATETIME NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "issuer" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" DATETIME,
    "refresh_token_expires_at" DATETIME,
    "scope" TEXT,
    "password" TEXT,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL,
    CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "entity_device_id_idx" ON "entity"("device_id");

-- CreateIndex
CREATE UNIQUE INDEX "series_entity_id_property_key" ON "series"("entity_id", "property");

-- CreateIndex
CREATE UNIQUE INDEX "text_value_text_key" ON "text_value"("text");

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
