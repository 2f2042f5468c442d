CREATE TABLE "show_ticket" (
	"session_id" text NOT NULL,
	"serial" integer NOT NULL,
	"ticket_id" text NOT NULL,
	"sale_id" text NOT NULL,
	"category" text NOT NULL,
	"price_c" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "show_ticket_session_id_serial_pk" PRIMARY KEY("session_id","serial"),
	CONSTRAINT "show_ticket_numbered" CHECK ("show_ticket"."serial" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "show_ticket_once" ON "show_ticket" USING btree ("ticket_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON "show_ticket" TO guichet_app;
--> statement-breakpoint
CREATE TRIGGER show_ticket_written_once BEFORE UPDATE OR DELETE ON "show_ticket"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER show_ticket_never_emptied BEFORE TRUNCATE ON "show_ticket"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
