CREATE TABLE "corrected_line" (
	"origin_id" text NOT NULL,
	"origin_n" integer NOT NULL,
	"before" integer NOT NULL,
	"qty" integer NOT NULL,
	"of_qty" integer NOT NULL,
	"sale_id" text NOT NULL,
	"n" integer NOT NULL,
	CONSTRAINT "corrected_line_origin_id_origin_n_before_pk" PRIMARY KEY("origin_id","origin_n","before"),
	CONSTRAINT "corrected_line_within" CHECK ("corrected_line"."before" >= 0 AND "corrected_line"."qty" > 0 AND "corrected_line"."before" + "corrected_line"."qty" <= "corrected_line"."of_qty")
);
--> statement-breakpoint
CREATE TABLE "correction" (
	"sale_id" text PRIMARY KEY NOT NULL,
	"origin_id" text NOT NULL,
	"reason" text NOT NULL,
	"approved_by" text,
	"causes" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refund_due" (
	"id" text PRIMARY KEY NOT NULL,
	"sale_id" text NOT NULL,
	"tender_n" integer NOT NULL,
	"means" text NOT NULL,
	"amount_c" integer NOT NULL,
	"not_before" date,
	"iban" text,
	"holder" text,
	"payment_id" text,
	"status" text NOT NULL,
	"error" text,
	"paid_at" timestamptz(3),
	"paid_by" text,
	"ref" text,
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "refund_due_positive" CHECK ("refund_due"."amount_c" > 0)
);
--> statement-breakpoint
CREATE TABLE "tender_link" (
	"sale_id" text NOT NULL,
	"n" integer NOT NULL,
	"voucher_id" text,
	"payment_id" text,
	"origin_n" integer,
	"source_means" text,
	"is_refund" boolean DEFAULT false NOT NULL,
	CONSTRAINT "tender_link_sale_id_n_pk" PRIMARY KEY("sale_id","n")
);
--> statement-breakpoint
CREATE TABLE "voucher" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"sale_id" text NOT NULL,
	"line_n" integer NOT NULL,
	"copy" integer NOT NULL,
	"initial_c" integer NOT NULL,
	"balance_c" integer NOT NULL,
	"issued_at" timestamptz(3) NOT NULL,
	"expires_on" date NOT NULL,
	"expired_at" timestamptz(3),
	CONSTRAINT "voucher_balance" CHECK ("voucher"."balance_c" >= 0)
);
--> statement-breakpoint
CREATE TABLE "voucher_movement" (
	"voucher_id" text NOT NULL,
	"n" integer NOT NULL,
	"kind" text NOT NULL,
	"amount_c" integer NOT NULL,
	"balance_c" integer NOT NULL,
	"sale_id" text,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "voucher_movement_voucher_id_n_pk" PRIMARY KEY("voucher_id","n"),
	CONSTRAINT "voucher_movement_balance" CHECK ("voucher_movement"."balance_c" >= 0)
);
--> statement-breakpoint
CREATE TABLE "closure" (
	"register_id" text NOT NULL,
	"kind" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"ticket_count" integer NOT NULL,
	"cancel_count" integer NOT NULL,
	"refund_count" integer NOT NULL,
	"fix_count" integer NOT NULL,
	"copy_count" integer NOT NULL,
	"first_number" text,
	"last_number" text,
	"last_hash" text,
	"gross_c" bigint NOT NULL,
	"returns_c" bigint NOT NULL,
	"net_c" bigint NOT NULL,
	"own_c" bigint NOT NULL,
	"third_c" bigint NOT NULL,
	"voucher_c" bigint NOT NULL,
	"vat" jsonb NOT NULL,
	"third" jsonb NOT NULL,
	"payments" jsonb NOT NULL,
	"perpetual_signed_c" bigint NOT NULL,
	"perpetual_abs_c" bigint NOT NULL,
	"perpetual_own_c" bigint NOT NULL,
	"perpetual_third_c" bigint NOT NULL,
	"perpetual_voucher_c" bigint NOT NULL,
	CONSTRAINT "closure_register_id_kind_from_day_pk" PRIMARY KEY("register_id","kind","from_day"),
	CONSTRAINT "closure_sum" CHECK ("closure"."own_c" + "closure"."third_c" + "closure"."voucher_c" = "closure"."net_c" AND "closure"."gross_c" + "closure"."returns_c" = "closure"."net_c")
);
--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "legal_form" text DEFAULT 'ASSOCIATION' NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "correction_approval_c" integer DEFAULT 5000 NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "gap_approval_c" integer DEFAULT 500 NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "cheque_clearing_days" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "voucher_months" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "year_start_month" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "office" ADD COLUMN "anchor_email" text;--> statement-breakpoint
ALTER TABLE "journal_head" ADD COLUMN "closed_day" date;--> statement-breakpoint
CREATE UNIQUE INDEX "corrected_line_once" ON "corrected_line" USING btree ("sale_id","n");--> statement-breakpoint
CREATE INDEX "correction_origin" ON "correction" USING btree ("origin_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_due_tender" ON "refund_due" USING btree ("sale_id","tender_n");--> statement-breakpoint
CREATE INDEX "refund_due_open" ON "refund_due" USING btree ("created") WHERE "refund_due"."status" <> 'PAID';--> statement-breakpoint
CREATE INDEX "tender_link_voucher" ON "tender_link" USING btree ("voucher_id") WHERE "tender_link"."voucher_id" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "tender_payment_once" ON "tender_link" USING btree ("payment_id") WHERE "tender_link"."payment_id" IS NOT NULL AND NOT "tender_link"."is_refund";--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_code" ON "voucher" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "voucher_issued" ON "voucher" USING btree ("sale_id","kind","line_n","copy");--> statement-breakpoint
CREATE INDEX "voucher_expires" ON "voucher" USING btree ("expires_on") WHERE "voucher"."balance_c" > 0;--> statement-breakpoint
CREATE INDEX "voucher_movement_sale" ON "voucher_movement" USING btree ("sale_id");--> statement-breakpoint
CREATE UNIQUE INDEX "closure_seq" ON "closure" USING btree ("register_id","seq");--> statement-breakpoint
ALTER TABLE "office" ADD CONSTRAINT "office_year_start" CHECK ("office"."year_start_month" BETWEEN 1 AND 12);