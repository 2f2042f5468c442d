CREATE TABLE "regie" (
	"version" integer PRIMARY KEY NOT NULL,
	"act_number" text NOT NULL,
	"act_on" date NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"most_held_c" integer NOT NULL,
	"float_c" integer NOT NULL,
	"every_days" integer NOT NULL,
	"cheque_days" integer NOT NULL,
	"accountant" text NOT NULL,
	"treasury_account" text,
	"site_ids" jsonb NOT NULL,
	"families" jsonb NOT NULL,
	"kinds" jsonb NOT NULL,
	"means" jsonb NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "regie_limits" CHECK ("regie"."most_held_c" > 0 AND "regie"."float_c" >= 0 AND "regie"."every_days" BETWEEN 1 AND 31 AND "regie"."cheque_days" BETWEEN 1 AND 8),
	CONSTRAINT "regie_valid" CHECK ("regie"."valid_to" IS NULL OR "regie"."valid_to" >= "regie"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "regie_actor" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"act_number" text NOT NULL,
	"act_on" date NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "regie_actor_valid" CHECK ("regie_actor"."valid_to" IS NULL OR "regie_actor"."valid_to" >= "regie_actor"."valid_from")
);
--> statement-breakpoint
CREATE TABLE "versement" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"total_c" integer NOT NULL,
	"parts" jsonb NOT NULL,
	"ranges" jsonb NOT NULL,
	"sums" jsonb NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"handed_on" date,
	"handed_at" timestamptz(3),
	"handed_by" text,
	"receipt" text,
	CONSTRAINT "versement_positive" CHECK ("versement"."total_c" > 0),
	CONSTRAINT "versement_handed" CHECK (("versement"."status" = 'HANDED_IN') = ("versement"."handed_on" IS NOT NULL AND "versement"."receipt" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "regie_handover" (
	"id" text PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"from_staff" text NOT NULL,
	"to_staff" text NOT NULL,
	"counts" jsonb NOT NULL,
	"values" jsonb NOT NULL,
	"expected_c" integer NOT NULL,
	"counted_c" integer NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remittance" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"count" integer NOT NULL,
	"total_c" integer NOT NULL,
	"counted_c" integer NOT NULL,
	"faces" jsonb NOT NULL,
	"comment" text,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"account" text,
	"remitted_on" date,
	"remitted_by" text,
	"credited_on" date,
	"credited_by" text,
	"credited_c" integer,
	"fee_c" integer,
	CONSTRAINT "remittance_positive" CHECK ("remittance"."total_c" > 0 AND "remittance"."count" > 0 AND "remittance"."counted_c" >= 0),
	CONSTRAINT "remittance_remitted" CHECK ((("remittance"."status" IN ('REMITTED', 'CREDITED')) = ("remittance"."remitted_on" IS NOT NULL)) AND (("remittance"."status" = 'CREDITED') = ("remittance"."credited_on" IS NOT NULL))),
	CONSTRAINT "remittance_credited" CHECK ("remittance"."credited_on" IS NULL OR "remittance"."credited_c" + "remittance"."fee_c" = "remittance"."counted_c" AND "remittance"."fee_c" >= 0)
);
--> statement-breakpoint
CREATE TABLE "remittance_tender" (
	"remittance_id" text NOT NULL,
	"sale_id" text NOT NULL,
	"n" integer NOT NULL,
	"amount_c" integer NOT NULL,
	"released" boolean DEFAULT false NOT NULL,
	CONSTRAINT "remittance_tender_remittance_id_sale_id_n_pk" PRIMARY KEY("remittance_id","sale_id","n")
);
--> statement-breakpoint
CREATE TABLE "sncf_memo" (
	"id" text PRIMARY KEY NOT NULL,
	"register_id" text NOT NULL,
	"product_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"means" jsonb NOT NULL,
	"digest" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"cancelled_at" timestamptz(3),
	"cancelled_by" text
);
--> statement-breakpoint
CREATE TABLE "sncf_daily" (
	"terminal" text NOT NULL,
	"day" date NOT NULL,
	"n" integer NOT NULL,
	"report_c" integer NOT NULL,
	"report_count" integer NOT NULL,
	"pos_c" integer NOT NULL,
	"pos_count" integer NOT NULL,
	"gap_c" integer NOT NULL,
	"comment" text,
	"checked_by" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "sncf_daily_terminal_day_n_pk" PRIMARY KEY("terminal","day","n"),
	CONSTRAINT "sncf_daily_gap" CHECK ("sncf_daily"."gap_c" = "sncf_daily"."report_c" - "sncf_daily"."pos_c"),
	CONSTRAINT "sncf_daily_explained" CHECK (("sncf_daily"."gap_c" = 0 AND "sncf_daily"."report_count" = "sncf_daily"."pos_count") OR "sncf_daily"."comment" IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "sncf_statement" (
	"month" date PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"gross_c" integer NOT NULL,
	"drawer_c" integer NOT NULL,
	"terminal_c" integer NOT NULL,
	"tickets" integer NOT NULL,
	"commission_c" integer NOT NULL,
	"vat_c" integer NOT NULL,
	"net_due_c" integer NOT NULL,
	"agreement_version" integer,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "sncf_statement_sum" CHECK ("sncf_statement"."drawer_c" + "sncf_statement"."terminal_c" = "sncf_statement"."gross_c" AND "sncf_statement"."drawer_c" - "sncf_statement"."commission_c" - "sncf_statement"."vat_c" = "sncf_statement"."net_due_c")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "regie_actor_titular" ON "regie_actor" USING btree ("role") WHERE "regie_actor"."role" = 'TITULAIRE' AND "regie_actor"."valid_to" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "versement_number" ON "versement" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "versement_once" ON "versement" USING btree ("year","n");--> statement-breakpoint
CREATE UNIQUE INDEX "regie_handover_once" ON "regie_handover" USING btree ("year","n");--> statement-breakpoint
CREATE UNIQUE INDEX "remittance_once" ON "remittance" USING btree ("kind","year","n");--> statement-breakpoint
-- Each tender goes to the bank once; one whose slip was cancelled waits again.
CREATE UNIQUE INDEX "remittance_tender_once" ON "remittance_tender" USING btree ("sale_id","n") WHERE NOT "remittance_tender"."released";--> statement-breakpoint
-- The act of the régie, its hand-overs, what was checked and settled with the SNCF: written once.
GRANT SELECT, INSERT ON "regie", "regie_handover", "sncf_daily", "sncf_statement" TO guichet_app;
--> statement-breakpoint
-- Of the rest only its state moves.
GRANT SELECT, INSERT ON "regie_actor", "versement", "remittance", "remittance_tender", "sncf_memo" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("valid_to") ON "regie_actor" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("status", "handed_on", "handed_at", "handed_by", "receipt") ON "versement" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("status", "account", "remitted_on", "remitted_by", "credited_on", "credited_by", "credited_c", "fee_c") ON "remittance" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("released") ON "remittance_tender" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("cancelled_at", "cancelled_by") ON "sncf_memo" TO guichet_app;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['regie', 'regie_handover', 'sncf_daily', 'sncf_statement'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   t || '_written_once', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   t || '_never_emptied', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- What was handed in, credited or cancelled stays so.
CREATE TRIGGER versement_ended_once BEFORE UPDATE ON "versement"
  FOR EACH ROW WHEN (OLD.status <> 'PREPARED') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER remittance_ended_once BEFORE UPDATE ON "remittance"
  FOR EACH ROW WHEN (OLD.status IN ('CREDITED', 'VOID')) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER remittance_tender_released_once BEFORE UPDATE ON "remittance_tender"
  FOR EACH ROW WHEN (OLD.released) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What may be taken in is decided with the catalogue, by the same copy.
CREATE TRIGGER regie_moves_catalog AFTER INSERT OR UPDATE OR DELETE ON "regie"
  FOR EACH STATEMENT EXECUTE FUNCTION catalog_changed();
--> statement-breakpoint
INSERT INTO "account" ("code", "label")
SELECT v.code, v.label
  FROM (VALUES ('4711', 'Versements du régisseur'), ('515', 'Compte au Trésor'), ('512', 'Banque'), ('580', 'Virements internes'),
               ('627', 'Frais bancaires')) AS v(code, label)
 WHERE EXISTS (SELECT 1 FROM "account")
ON CONFLICT DO NOTHING;
