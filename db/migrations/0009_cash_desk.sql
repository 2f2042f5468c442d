CREATE TABLE "shift_count" (
	"shift_id" text NOT NULL,
	"means" text NOT NULL,
	"expected_c" integer NOT NULL,
	"counted_c" integer NOT NULL,
	"reason" text,
	"approved_by" text,
	"detail" jsonb NOT NULL,
	CONSTRAINT "shift_count_shift_id_means_pk" PRIMARY KEY("shift_id","means"),
	CONSTRAINT "shift_count_explained" CHECK (("shift_count"."counted_c" = "shift_count"."expected_c") = ("shift_count"."reason" IS NULL))
);
--> statement-breakpoint
ALTER TABLE "shift" ADD COLUMN "left_c" integer;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "seq" integer;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "expected_c" integer;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "bag" text;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "link_id" text;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "to_id" text;--> statement-breakpoint
ALTER TABLE "cash_movement" ADD COLUMN "approved_by" text;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "cash_out_approval_c" integer DEFAULT 5000 NOT NULL;--> statement-breakpoint
-- What is counted of a closed shift is written once, like all that its P record seals.
GRANT SELECT, INSERT ON "shift_count" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("left_c") ON "shift" TO guichet_app;
--> statement-breakpoint
CREATE TRIGGER shift_count_written_once BEFORE UPDATE OR DELETE ON "shift_count"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shift_count_never_emptied BEFORE TRUNCATE ON "shift_count"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Offices that were set up before get the account of what nobody has classed yet.
INSERT INTO "account" ("code", "label")
SELECT '471', 'Opérations de caisse à classer'
 WHERE EXISTS (SELECT 1 FROM "account")
ON CONFLICT DO NOTHING;
