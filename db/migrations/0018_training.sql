CREATE TABLE "training" (
	"id" text PRIMARY KEY NOT NULL,
	"register_id" text NOT NULL,
	"opened_by" text NOT NULL,
	"approved_by" text NOT NULL,
	"opened_at" timestamptz(3) NOT NULL,
	"closed_by" text,
	"closed_at" timestamptz(3)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "training_one_open" ON "training" USING btree ("register_id") WHERE "training"."closed_at" IS NULL;
--> statement-breakpoint
GRANT SELECT, INSERT ON "training" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("closed_by", "closed_at") ON "training" TO guichet_app;
