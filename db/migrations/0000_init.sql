CREATE TABLE "office" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"postcode" text NOT NULL,
	"city" text NOT NULL,
	"siret" text NOT NULL,
	"vat_number" text,
	"vat_mention" text,
	"phone" text,
	"email" text,
	"zone" text DEFAULT 'Europe/Paris' NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"target_c" integer NOT NULL,
	"target_excludes" jsonb NOT NULL,
	"cash_ceiling_c" integer NOT NULL,
	"cash_ceiling_non_resident_c" integer NOT NULL,
	"note_from_c" integer NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "office_single" CHECK ("office"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "register" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"site_id" text NOT NULL,
	"kind" text NOT NULL,
	"opened_at" timestamptz(3) NOT NULL,
	"closed_at" timestamptz(3),
	CONSTRAINT "register_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"city" text NOT NULL,
	"cash_account" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "site_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "agreement" (
	"id" text PRIMARY KEY NOT NULL,
	"provider_id" text NOT NULL,
	"version" integer NOT NULL,
	"mode" text NOT NULL,
	"signed_on" date NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"commission_base" text DEFAULT 'TTC_FARE' NOT NULL,
	"settlement_period" text NOT NULL,
	"cancellation" jsonb NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "commission" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "commission_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"agreement_id" text NOT NULL,
	"product_id" text,
	"channel" text,
	"rate_bp" integer NOT NULL,
	"fixed_c" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"siret" text NOT NULL,
	"address" text NOT NULL,
	"city" text NOT NULL,
	"email" text,
	"phone" text,
	"iban" text,
	"vat_status" text NOT NULL,
	"account" text NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "provider_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"id" text PRIMARY KEY NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "counter_not_oversold" CHECK ("counter"."taken" >= 0 AND "counter"."held" >= 0 AND "counter"."taken" + "counter"."held" <= "counter"."capacity")
);
--> statement-breakpoint
CREATE TABLE "catalog_version" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "favourite" (
	"register_id" text NOT NULL,
	"position" integer NOT NULL,
	"unit_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "option" (
	"id" text PRIMARY KEY NOT NULL,
	"product_id" text NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"take" text NOT NULL,
	"legs" jsonb NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"max_units" integer,
	"position" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"slug" text NOT NULL,
	"family" text NOT NULL,
	"kind" text NOT NULL,
	"sale_mode" text NOT NULL,
	"provider_id" text,
	"vat_code" text NOT NULL,
	"account" text NOT NULL,
	"text" jsonb NOT NULL,
	"art" text NOT NULL,
	"duration_minutes" integer,
	"checkin_minutes" integer DEFAULT 0 NOT NULL,
	"cutoff_minutes" integer DEFAULT 0 NOT NULL,
	"meeting_point" text,
	"place" text,
	"languages" jsonb NOT NULL,
	"min_age" integer,
	"wheelchair" boolean DEFAULT false NOT NULL,
	"dogs" boolean DEFAULT false NOT NULL,
	"is_show" boolean DEFAULT false NOT NULL,
	"withdrawal" text NOT NULL,
	"validity_days" integer,
	"counter_id" text,
	"barcode" text,
	"channels" jsonb NOT NULL,
	"status" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "product_code" UNIQUE("code"),
	CONSTRAINT "product_slug" UNIQUE("slug"),
	CONSTRAINT "product_barcode" UNIQUE("barcode"),
	CONSTRAINT "product_principal" CHECK ("product"."sale_mode" <> 'MANDATE' OR "product"."provider_id" IS NOT NULL),
	CONSTRAINT "product_external_is_mandate" CHECK ("product"."kind" <> 'EXTERNAL' OR "product"."sale_mode" = 'MANDATE')
);
--> statement-breakpoint
CREATE TABLE "season" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"periods" jsonb NOT NULL,
	CONSTRAINT "season_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"product_id" text NOT NULL,
	"option_id" text NOT NULL,
	"rule_id" text,
	"leg" smallint DEFAULT 0 NOT NULL,
	"group_id" text,
	"day" date NOT NULL,
	"starts_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"cutoff_at" timestamptz(3) NOT NULL,
	"counter_id" text NOT NULL,
	"closed_at" timestamptz(3),
	"closed_reason" text
);
--> statement-breakpoint
CREATE TABLE "session_rule" (
	"id" text PRIMARY KEY NOT NULL,
	"option_id" text NOT NULL,
	"leg" smallint DEFAULT 0 NOT NULL,
	"weekdays" jsonb NOT NULL,
	"times" jsonb NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"except" jsonb NOT NULL,
	"capacity" integer NOT NULL,
	"duration_minutes" integer NOT NULL,
	"grouped" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tariff" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_id" text NOT NULL,
	"season_id" text,
	"channel" text,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"price_c" integer NOT NULL,
	CONSTRAINT "tariff_price" CHECK ("tariff"."price_c" >= 0)
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" text PRIMARY KEY NOT NULL,
	"option_id" text NOT NULL,
	"code" text NOT NULL,
	"type" text NOT NULL,
	"short" text NOT NULL,
	"name" jsonb NOT NULL,
	"min_age" integer,
	"max_age" integer,
	"seats" integer DEFAULT 1 NOT NULL,
	"admits" integer DEFAULT 1 NOT NULL,
	"proof" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "unit_seats" CHECK ("unit"."seats" >= 0 AND "unit"."admits" >= 1)
);
--> statement-breakpoint
CREATE TABLE "vat_rate" (
	"code" text NOT NULL,
	"rate_bp" integer,
	"exempt_code" text,
	"label" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"key" text PRIMARY KEY NOT NULL,
	"since" timestamptz(3) NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"agent_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_session_token" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth_user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_user_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "auth_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"roles" jsonb NOT NULL,
	"provider_id" text,
	"pin_hash" text,
	"active" boolean DEFAULT true NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "staff_user" UNIQUE("user_id"),
	CONSTRAINT "staff_code" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "booking" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"product_id" text NOT NULL,
	"option_id" text NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamptz(3),
	"confirmed_at" timestamptz(3),
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "booking_seat" (
	"booking_id" text NOT NULL,
	"n" integer NOT NULL,
	"session_id" text,
	"counter_id" text NOT NULL,
	"seats" integer NOT NULL,
	CONSTRAINT "booking_seat_booking_id_n_pk" PRIMARY KEY("booking_id","n"),
	CONSTRAINT "booking_seat_positive" CHECK ("booking_seat"."seats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "order" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"register_id" text NOT NULL,
	"status" text NOT NULL,
	"expires_at" timestamptz(3),
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sale" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"register_id" text NOT NULL,
	"shift_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"channel" text NOT NULL,
	"doc_type" text NOT NULL,
	"seq" integer NOT NULL,
	"number" text NOT NULL,
	"business_day" date NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"total_c" integer NOT NULL,
	"own_c" integer NOT NULL,
	"third_c" integer NOT NULL,
	"voucher_c" integer NOT NULL,
	"change_c" integer NOT NULL,
	"digest" text NOT NULL,
	"origin_id" text,
	"reason" text,
	"customer_ref" text,
	CONSTRAINT "sale_sum" CHECK ("sale"."own_c" + "sale"."third_c" + "sale"."voucher_c" = "sale"."total_c")
);
--> statement-breakpoint
CREATE TABLE "sale_line" (
	"sale_id" text NOT NULL,
	"n" integer NOT NULL,
	"booking_id" text,
	"product_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"sku" text NOT NULL,
	"label" text NOT NULL,
	"fare" text,
	"family" text NOT NULL,
	"kind" text NOT NULL,
	"provider_id" text,
	"agreement_id" text,
	"agreement_version" integer,
	"qty" integer NOT NULL,
	"unit_c" integer NOT NULL,
	"discount_c" integer NOT NULL,
	"total_c" integer NOT NULL,
	"vat_code" text,
	"vat_rate_bp" integer,
	"vat_exempt_code" text,
	"ht_c" integer NOT NULL,
	"vat_c" integer NOT NULL,
	"service_day" date,
	"service_at" timestamptz(3),
	"commission_rate_bp" integer,
	"commission_fixed_c" integer,
	"commission_c" integer,
	"external_system" text,
	"external_ref" text,
	CONSTRAINT "sale_line_sale_id_n_pk" PRIMARY KEY("sale_id","n"),
	CONSTRAINT "sale_line_total" CHECK ("sale_line"."qty" * "sale_line"."unit_c" - "sale_line"."discount_c" = "sale_line"."total_c"),
	CONSTRAINT "sale_line_vat" CHECK ("sale_line"."ht_c" + "sale_line"."vat_c" = "sale_line"."total_c"),
	CONSTRAINT "sale_line_taxed" CHECK ("sale_line"."kind" NOT IN ('OWN', 'BOOKING_FEE') OR "sale_line"."vat_rate_bp" IS NOT NULL OR "sale_line"."vat_exempt_code" IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "sncf_sale" (
	"sale_id" text NOT NULL,
	"line_n" integer NOT NULL,
	"terminal" text NOT NULL,
	"external_ref" text NOT NULL,
	"sold_at" timestamptz(3) NOT NULL,
	"product" text NOT NULL,
	"origin" text NOT NULL,
	"destination" text NOT NULL,
	"travel_class" text NOT NULL,
	"travel_day" date,
	"passengers" integer NOT NULL,
	"fare_c" integer NOT NULL,
	"paid_on" text NOT NULL,
	"status" text NOT NULL,
	"cancel_ref" text,
	CONSTRAINT "sncf_sale_sale_id_line_n_pk" PRIMARY KEY("sale_id","line_n")
);
--> statement-breakpoint
CREATE TABLE "stock_movement" (
	"id" text PRIMARY KEY NOT NULL,
	"product_id" text NOT NULL,
	"counter_id" text NOT NULL,
	"qty" integer NOT NULL,
	"reason" text NOT NULL,
	"sale_id" text,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tender" (
	"sale_id" text NOT NULL,
	"n" integer NOT NULL,
	"means" text NOT NULL,
	"amount_c" integer NOT NULL,
	"tendered_c" integer,
	"change_c" integer,
	"ref" text,
	"proof" text,
	CONSTRAINT "tender_sale_id_n_pk" PRIMARY KEY("sale_id","n")
);
--> statement-breakpoint
CREATE TABLE "unit_item" (
	"id" text PRIMARY KEY NOT NULL,
	"booking_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"seats" integer NOT NULL,
	"status" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "admission" (
	"ticket_id" text NOT NULL,
	"session_id" text NOT NULL,
	"admits" integer NOT NULL,
	"admitted" integer NOT NULL,
	"first_at" timestamptz(3) NOT NULL,
	"last_at" timestamptz(3) NOT NULL,
	CONSTRAINT "admission_ticket_id_session_id_pk" PRIMARY KEY("ticket_id","session_id"),
	CONSTRAINT "admission_not_exceeded" CHECK ("admission"."admitted" >= 0 AND "admission"."admitted" <= "admission"."admits")
);
--> statement-breakpoint
CREATE TABLE "scan" (
	"id" text PRIMARY KEY NOT NULL,
	"ticket_id" text,
	"session_id" text,
	"count" integer NOT NULL,
	"verdict" text NOT NULL,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_item_id" text NOT NULL,
	"booking_id" text NOT NULL,
	"sale_id" text NOT NULL,
	"line_n" integer NOT NULL,
	"provider_id" text,
	"product_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"short_code" text NOT NULL,
	"key_id" integer NOT NULL,
	"admits" integer NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date NOT NULL,
	"voided_at" timestamptz(3),
	"void_reason" text
);
--> statement-breakpoint
CREATE TABLE "journal_head" (
	"register_id" text NOT NULL,
	"journal" text NOT NULL,
	"last_seq" integer NOT NULL,
	"last_hash" text NOT NULL,
	"last_at" timestamptz(3),
	"signed_c" bigint NOT NULL,
	"abs_c" bigint NOT NULL,
	"own_c" bigint NOT NULL,
	"third_c" bigint NOT NULL,
	"voucher_c" bigint NOT NULL,
	CONSTRAINT "journal_head_register_id_journal_pk" PRIMARY KEY("register_id","journal")
);
--> statement-breakpoint
CREATE TABLE "journal_record" (
	"register_id" text NOT NULL,
	"journal" text NOT NULL,
	"seq" integer NOT NULL,
	"doc_type" text NOT NULL,
	"subject" text NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"business_day" date NOT NULL,
	"payload" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL,
	CONSTRAINT "journal_record_register_id_journal_seq_pk" PRIMARY KEY("register_id","journal","seq"),
	CONSTRAINT "journal_record_numbered" CHECK ("journal_record"."seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"algorithm" text NOT NULL,
	"public_key" text NOT NULL,
	"created" timestamptz(3) DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "account" (
	"code" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_event" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"sale_id" text,
	"shift_id" text,
	"piece" text NOT NULL,
	"day" date NOT NULL,
	"site_id" text NOT NULL,
	"register_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_leg" (
	"event_id" text NOT NULL,
	"n" integer NOT NULL,
	"account" text NOT NULL,
	"aux" text,
	"amount_c" integer NOT NULL,
	"family" text,
	CONSTRAINT "ledger_leg_event_id_n_pk" PRIMARY KEY("event_id","n")
);
--> statement-breakpoint
CREATE TABLE "cash_movement" (
	"id" text PRIMARY KEY NOT NULL,
	"shift_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount_c" integer NOT NULL,
	"pieces" jsonb NOT NULL,
	"reason" text,
	"staff_id" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shift" (
	"id" text PRIMARY KEY NOT NULL,
	"register_id" text NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamptz(3) NOT NULL,
	"business_day" date NOT NULL,
	"float_c" integer NOT NULL,
	"closed_by" text,
	"closed_at" timestamptz(3),
	"expected_c" integer,
	"counted_c" integer,
	"gap_reason" text
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"due_at" timestamptz(3) NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"failed_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "register" ADD CONSTRAINT "register_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission" ADD CONSTRAINT "commission_agreement_id_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favourite" ADD CONSTRAINT "favourite_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "option" ADD CONSTRAINT "option_product_id_product_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."product"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product" ADD CONSTRAINT "product_counter_id_counter_id_fk" FOREIGN KEY ("counter_id") REFERENCES "public"."counter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_option_id_option_id_fk" FOREIGN KEY ("option_id") REFERENCES "public"."option"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_rule" ADD CONSTRAINT "session_rule_option_id_option_id_fk" FOREIGN KEY ("option_id") REFERENCES "public"."option"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff" ADD CONSTRAINT "tariff_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff" ADD CONSTRAINT "tariff_season_id_season_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."season"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_option_id_option_id_fk" FOREIGN KEY ("option_id") REFERENCES "public"."option"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_provider_id_provider_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."provider"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_version" ON "agreement" USING btree ("provider_id","version");--> statement-breakpoint
CREATE INDEX "commission_agreement" ON "commission" USING btree ("agreement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "favourite_place" ON "favourite" USING btree ("register_id","position");--> statement-breakpoint
CREATE INDEX "session_day" ON "session" USING btree ("day","starts_at");--> statement-breakpoint
CREATE INDEX "session_product_day" ON "session" USING btree ("product_id","day");--> statement-breakpoint
CREATE INDEX "session_group" ON "session" USING btree ("group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "session_rule_start" ON "session" USING btree ("rule_id","starts_at");--> statement-breakpoint
CREATE INDEX "tariff_unit" ON "tariff" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "unit_code" ON "unit" USING btree ("option_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "vat_rate_code_from" ON "vat_rate" USING btree ("code","valid_from");--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX "auth_account_user" ON "auth_account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_session_user" ON "auth_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "booking_order" ON "booking" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "booking_held" ON "booking" USING btree ("expires_at") WHERE "booking"."status" = 'ON_HOLD';--> statement-breakpoint
CREATE INDEX "booking_seat_session" ON "booking_seat" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "order_open" ON "order" USING btree ("expires_at") WHERE "order"."status" = 'OPEN';--> statement-breakpoint
CREATE UNIQUE INDEX "sale_number" ON "sale" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "sale_register_seq" ON "sale" USING btree ("register_id","seq");--> statement-breakpoint
CREATE INDEX "sale_shift" ON "sale" USING btree ("shift_id");--> statement-breakpoint
CREATE INDEX "sale_order" ON "sale" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "sale_line_booking" ON "sale_line" USING btree ("booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sncf_sale_ref" ON "sncf_sale" USING btree ("terminal","external_ref");--> statement-breakpoint
CREATE INDEX "stock_movement_counter" ON "stock_movement" USING btree ("counter_id");--> statement-breakpoint
CREATE INDEX "unit_item_booking" ON "unit_item" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "scan_ticket" ON "scan" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ticket_short_code" ON "ticket" USING btree ("short_code");--> statement-breakpoint
CREATE INDEX "ticket_booking" ON "ticket" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "ticket_sale" ON "ticket" USING btree ("sale_id");--> statement-breakpoint
CREATE INDEX "journal_record_subject" ON "journal_record" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "ledger_event_day" ON "ledger_event" USING btree ("day");--> statement-breakpoint
CREATE INDEX "ledger_event_sale" ON "ledger_event" USING btree ("sale_id");--> statement-breakpoint
CREATE INDEX "cash_movement_shift" ON "cash_movement" USING btree ("shift_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shift_one_open" ON "shift" USING btree ("register_id") WHERE "shift"."closed_at" IS NULL;--> statement-breakpoint
CREATE INDEX "shift_register" ON "shift" USING btree ("register_id","opened_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE "outbox"."failed_at" IS NULL;