ALTER TABLE "mail" ADD COLUMN "failed_at" timestamptz(3);--> statement-breakpoint
-- A letter that failed was never sent: what stood there is when it was given up.
UPDATE "mail" SET "failed_at" = "sent_at", "sent_at" = NULL WHERE "status" = 'FAILED';
--> statement-breakpoint
-- Faults were kept with the message of the query, which repeats who a letter was for; letters that are due have a code.
UPDATE "outbox" SET "last_error" = 'unknown' WHERE "last_error" IS NOT NULL AND "kind" <> 'mail.due';--> statement-breakpoint
-- A name is found by the letters that its ligatures stand for.
UPDATE "customer" SET "name_key" = replace(replace("name_key", 'œ', 'oe'), 'æ', 'ae') WHERE "name_key" ~ '[œæ]';
