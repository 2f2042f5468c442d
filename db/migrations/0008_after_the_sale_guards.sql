GRANT SELECT, INSERT ON "correction", "corrected_line", "tender_link", "voucher_movement", "closure" TO guichet_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "refund_due" TO guichet_app;
--> statement-breakpoint
-- Of a voucher only what is left on it changes.
GRANT SELECT, INSERT ON "voucher" TO guichet_app;
--> statement-breakpoint
GRANT UPDATE ("balance_c", "expired_at") ON "voucher" TO guichet_app;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['correction', 'corrected_line', 'tender_link', 'voucher_movement', 'closure'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   t || '_written_once', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   t || '_never_emptied', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- The last closed day of registers moves forward only, onto a day whose closure is there; under the lock of the T head,
-- which whoever numbers a sale holds.
CREATE FUNCTION journal_close(registers text[], days date[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE moved integer;
BEGIN
  UPDATE public.journal_head h SET closed_day = k.d
    FROM unnest(registers, days) AS k(r, d)
   WHERE h.register_id = k.r AND h.journal = 'T' AND (h.closed_day IS NULL OR h.closed_day < k.d)
     AND EXISTS (SELECT 1 FROM public.closure c WHERE c.register_id = k.r AND c.kind = 'D' AND c.from_day = k.d);
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(registers) THEN
    RAISE EXCEPTION 'a day would be closed without its closure, or twice' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN moved;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION journal_close(text[], date[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION journal_close(text[], date[]) TO guichet_app;
--> statement-breakpoint
-- Offices that were set up before get the accounts of what comes after the sale.
INSERT INTO "account" ("code", "label")
SELECT v.code, v.label
  FROM (VALUES ('41911', 'Cartes cadeaux en circulation'), ('4197', 'Avoirs à utiliser'),
               ('4198', 'Remboursements dus aux clients'), ('4718', 'Échanges')) AS v(code, label)
 WHERE EXISTS (SELECT 1 FROM "account")
ON CONFLICT DO NOTHING;
