GRANT SELECT, INSERT, UPDATE ON "customer", "guest", "discount", "mail" TO guichet_app;
--> statement-breakpoint
-- The tiles of a register are set anew by whoever works there; they are a preference and no record.
GRANT DELETE ON "favourite" TO guichet_app;
