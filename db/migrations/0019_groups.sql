CREATE TABLE "quote" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"year" integer NOT NULL,
	"n" integer NOT NULL,
	"number" text NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"buyer_id" text NOT NULL,
	"buyer" jsonb,
	"lines" jsonb NOT NULL,
	"priced" jsonb NOT NULL,
	"total_c" integer NOT NULL,
	"pays_by" text NOT NULL,
	"valid_until" date NOT NULL,
	"due_at" timestamptz(3),
	"sale_id" text,
	"pay_day" date,
	"register_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"sent_at" timestamptz(3),
	"accepted_at" timestamptz(3),
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "quote_account" CHECK ("quote"."pays_by" = 'COUNTER' OR "quote"."buyer"->>'kind' IN ('COMPANY', 'PUBLIC')),
	CONSTRAINT "quote_settled" CHECK ("quote"."status" <> 'SETTLED' OR "quote"."sale_id" IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "account_payment" (
	"id" text PRIMARY KEY NOT NULL,
	"quote_id" text NOT NULL,
	"day" date NOT NULL,
	"amount_c" integer NOT NULL,
	"ref" text NOT NULL,
	"event_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "account_payment_amount" CHECK ("account_payment"."amount_c" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "quote_number" ON "quote" USING btree ("year","n");
--> statement-breakpoint
CREATE UNIQUE INDEX "quote_order" ON "quote" USING btree ("order_id");
--> statement-breakpoint
CREATE INDEX "quote_open" ON "quote" USING btree ("status") WHERE "quote"."status" IN ('DRAFT', 'SENT', 'ACCEPTED');
--> statement-breakpoint
CREATE INDEX "account_payment_quote" ON "account_payment" USING btree ("quote_id");
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "quote" TO guichet_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON "account_payment" TO guichet_app;
--> statement-breakpoint
CREATE TRIGGER "account_payment_written_once" BEFORE UPDATE OR DELETE ON "account_payment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "account_payment_never_emptied" BEFORE TRUNCATE ON "account_payment" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
