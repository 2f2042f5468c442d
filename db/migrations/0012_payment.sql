CREATE TABLE "payment" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"sale_id" text NOT NULL,
	"register_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"reader_id" text NOT NULL,
	"amount_c" integer NOT NULL,
	"status" text NOT NULL,
	"why" text,
	"digest" text NOT NULL,
	"basket" jsonb,
	"charge_ref" text,
	"brand" text,
	"last4" text,
	"auth_code" text,
	"refund_ref" text,
	"cancel_asked_at" timestamptz(3),
	"shown_at" timestamptz(3),
	"at" timestamptz(3) NOT NULL,
	"due_at" timestamptz(3) NOT NULL,
	"tries" integer NOT NULL,
	"ended_at" timestamptz(3),
	"created" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "payment_positive" CHECK ("payment"."amount_c" > 0),
	CONSTRAINT "payment_forgets" CHECK ("payment"."ended_at" IS NULL OR "payment"."basket" IS NULL)
);
--> statement-breakpoint
CREATE TABLE "payment_event" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stand_in" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"body" jsonb NOT NULL,
	"due_at" timestamptz(3),
	CONSTRAINT "stand_in_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
ALTER TABLE "register" ADD COLUMN "reader_id" text;--> statement-breakpoint
ALTER TABLE "refund_due" ADD COLUMN "tries" integer;--> statement-breakpoint
ALTER TABLE "refund_due" ADD COLUMN "next_at" timestamptz(3);--> statement-breakpoint
CREATE UNIQUE INDEX "payment_live" ON "payment" USING btree ("order_id") WHERE "payment"."status" IN ('CREATED', 'WAITING', 'CHARGED');--> statement-breakpoint
CREATE INDEX "payment_due" ON "payment" USING btree ("due_at") WHERE "payment"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX "payment_order" ON "payment" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payment_charge" ON "payment" USING btree ("charge_ref");--> statement-breakpoint
CREATE INDEX "payment_event_at" ON "payment_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "stand_in_due" ON "stand_in" USING btree ("due_at") WHERE "stand_in"."due_at" IS NOT NULL;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "payment" TO guichet_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "payment_event" TO guichet_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "stand_in" TO guichet_app;
--> statement-breakpoint
-- A tender that says which charge settles it is written only while that charge is CHARGED: once its money goes back, no
-- sale can be made with it any more, whoever was about to. The row stays locked until the sale is committed, so that
-- whoever wants to give the money back waits and sees the sale.
CREATE FUNCTION tender_of_charge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT status INTO found FROM payment WHERE id = NEW.payment_id FOR UPDATE;
  IF found IS DISTINCT FROM 'CHARGED' THEN
    RAISE EXCEPTION 'this payment is not charged'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'tender_payment_charged';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER tender_link_of_charge BEFORE INSERT ON "tender_link" FOR EACH ROW
  WHEN (NEW.payment_id IS NOT NULL AND NOT NEW.is_refund) EXECUTE FUNCTION tender_of_charge();
--> statement-breakpoint
INSERT INTO "account" ("code", "label")
SELECT '512ST', 'Solde chez le prestataire de paiement'
 WHERE EXISTS (SELECT 1 FROM "account")
ON CONFLICT DO NOTHING;
