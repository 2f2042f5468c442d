-- Indexes that no question needs: each cost a sale as much as a row. What they found is found by the primary keys.
DROP INDEX "sale_line_booking";--> statement-breakpoint
DROP INDEX "unit_item_booking";--> statement-breakpoint
DROP INDEX "ticket_sale";--> statement-breakpoint
DROP INDEX "ledger_event_sale";--> statement-breakpoint
DROP INDEX "journal_record_subject";--> statement-breakpoint
ALTER TABLE "unit_item" DROP CONSTRAINT "unit_item_pkey";--> statement-breakpoint
ALTER TABLE "unit_item" ADD CONSTRAINT "unit_item_booking_id_id_pk" PRIMARY KEY("booking_id","id");--> statement-breakpoint
CREATE INDEX "journal_record_subject" ON "journal_record" USING btree ("subject") WHERE "journal_record"."journal" <> 'T';
