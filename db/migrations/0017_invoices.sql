CREATE TABLE "buyer" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"postcode" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"email" text,
	"siret" text,
	"vat_number" text,
	"service_code" text,
	"engagement" text,
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"issuer_id" text NOT NULL,
	"series" text NOT NULL,
	"year" integer NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"sale_id" text NOT NULL,
	"preceding_id" text,
	"buyer_id" text NOT NULL,
	"day" date NOT NULL,
	"due_day" date NOT NULL,
	"ht_c" integer NOT NULL,
	"vat_c" integer NOT NULL,
	"ttc_c" integer NOT NULL,
	"staff_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "invoice_sum" CHECK ("invoice"."ht_c" + "invoice"."vat_c" = "invoice"."ttc_c"),
	CONSTRAINT "invoice_credit" CHECK (("invoice"."kind" = 'CREDIT') = ("invoice"."preceding_id" IS NOT NULL))
);
--> statement-breakpoint
ALTER TABLE "agreement" ADD COLUMN "invoicing_mandate" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_number" ON "invoice" USING btree ("series","year","n");
--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_once" ON "invoice" USING btree ("sale_id","issuer_id");
--> statement-breakpoint
CREATE INDEX "invoice_day" ON "invoice" USING btree ("day");
--> statement-breakpoint
GRANT SELECT, INSERT ON "buyer", "invoice" TO guichet_app;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['buyer', 'invoice'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   t || '_written_once', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   t || '_never_emptied', t);
  END LOOP;
END $$;
