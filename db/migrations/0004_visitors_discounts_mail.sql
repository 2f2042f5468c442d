CREATE TABLE "customer" (
	"id" text PRIMARY KEY NOT NULL,
	"first_name" text,
	"last_name" text,
	"email" text,
	"phone" text,
	"language" text DEFAULT 'fr' NOT NULL,
	"name_key" text DEFAULT '' NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "discount" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"kind" text NOT NULL,
	"most" integer NOT NULL,
	"roles" jsonb NOT NULL,
	"reasons" jsonb NOT NULL,
	"families" jsonb,
	"on_behalf" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guest" (
	"booking_id" text NOT NULL,
	"unit_item_id" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "guest_booking_id_unit_item_id_pk" PRIMARY KEY("booking_id","unit_item_id")
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"order_id" text NOT NULL,
	"sale_id" text,
	"recipient" text NOT NULL,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"attachments" jsonb NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"at" timestamptz(3) NOT NULL,
	"sent_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "register" ADD COLUMN "printer" jsonb DEFAULT '{"kind":"BROWSER","columns":48}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "product" ADD COLUMN "asks_names" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "customer_id" text;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "visitor_kind" text;--> statement-breakpoint
ALTER TABLE "order" ADD COLUMN "receipt" text DEFAULT 'NONE' NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "discount_id" text;--> statement-breakpoint
ALTER TABLE "sale_line" ADD COLUMN "discount_reason" text;--> statement-breakpoint
ALTER TABLE "scan" ADD COLUMN "undoes" text;--> statement-breakpoint
CREATE INDEX "customer_name" ON "customer" USING btree ("name_key" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customer_email" ON "customer" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customer_phone" ON "customer" USING btree ("phone" text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "discount_code" ON "discount" USING btree ("code");--> statement-breakpoint
CREATE INDEX "mail_order" ON "mail" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "mail_at" ON "mail" USING btree ("at");--> statement-breakpoint
CREATE INDEX "order_customer" ON "order" USING btree ("customer_id") WHERE "order"."customer_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "sale_day" ON "sale" USING brin ("business_day");--> statement-breakpoint
CREATE UNIQUE INDEX "scan_undone_once" ON "scan" USING btree ("undoes") WHERE "scan"."undoes" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "sale_line" ADD CONSTRAINT "sale_line_discounted" CHECK (("sale_line"."discount_id" IS NULL) = ("sale_line"."discount_reason" IS NULL) AND ("sale_line"."discount_c" = 0 OR "sale_line"."discount_id" IS NOT NULL));