GRANT SELECT, INSERT, UPDATE ON "customer", "guest", "discount", "mail" TO guichet_app;
--> statement-breakpoint
-- Who somebody was goes when they ask for it, or when its time is over; what they bought stays.
GRANT DELETE ON "customer", "guest", "mail" TO guichet_app;
--> statement-breakpoint
-- The tiles of a register are set anew by whoever works there; they are a preference and no record.
GRANT DELETE ON "favourite" TO guichet_app;
--> statement-breakpoint
-- What may be taken off a price is part of the catalogue: changing it moves its version.
CREATE TRIGGER discount_moves_catalog AFTER INSERT OR UPDATE OR DELETE ON "discount"
  FOR EACH STATEMENT EXECUTE FUNCTION catalog_changed();
