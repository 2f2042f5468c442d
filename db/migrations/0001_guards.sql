-- The restricted role of the application's connections. It owns nothing.
DO $$ BEGIN
  CREATE ROLE guichet_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
--> statement-breakpoint
DO $$ BEGIN
  EXECUTE format('GRANT guichet_app TO %I', current_user);
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO guichet_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO guichet_app;
--> statement-breakpoint
-- What passes: holds, jobs that are done, attempts, sign-ins. Nothing else is ever deleted.
GRANT DELETE ON "booking", "booking_seat", "outbox", "attempt", "auth_session", "auth_verification" TO guichet_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO guichet_app;
--> statement-breakpoint
-- Fiscal rows are written once: the application may only add and read (the same list: db/fiscal.ts).
REVOKE UPDATE, DELETE, TRUNCATE ON
  "sale", "sale_line", "tender", "journal_record", "ledger_event", "ledger_leg", "cash_movement",
  "stock_movement", "signing_key", "audit"
FROM guichet_app;
--> statement-breakpoint
-- A ticket sold for another carrier stays as it was sold; only that its terminal cancelled it may be noted.
REVOKE UPDATE ON "sncf_sale" FROM guichet_app;
--> statement-breakpoint
GRANT UPDATE ("status", "cancel_ref") ON "sncf_sale" TO guichet_app;
--> statement-breakpoint
-- The head of a chain moves only through journal_advance.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "journal_head" FROM guichet_app;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed nor deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
-- The owner is stopped too, until it disables the triggers, as the owner of a table may: what it then changes in the
-- records, or in the rows they sign, `verify` sees.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sale', 'sale_line', 'tender', 'journal_record', 'ledger_event', 'ledger_leg',
                           'cash_movement', 'stock_movement', 'signing_key', 'audit'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                   t || '_written_once', t);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   t || '_never_emptied', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER journal_head_never_deleted BEFORE DELETE ON "journal_head"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER journal_head_never_emptied BEFORE TRUNCATE ON "journal_head"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Locks the heads of chains in order of (register, journal), making those that do not exist yet, and returns them.
-- FOR NO KEY UPDATE: one writer for each chain at a time; FOR UPDATE would deadlock with foreign-key checks.
CREATE FUNCTION journal_lock(registers text[], journals text[]) RETURNS SETOF "journal_head"
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.journal_head (register_id, journal, last_seq, last_hash, signed_c, abs_c, own_c, third_c, voucher_c)
    SELECT r, j, 0, repeat('0', 64), 0, 0, 0, 0, 0
      FROM unnest(registers, journals) AS k(r, j)
     WHERE NOT EXISTS (SELECT 1 FROM public.journal_head h WHERE h.register_id = k.r AND h.journal = k.j)
     ORDER BY r, j
    ON CONFLICT DO NOTHING;
  RETURN QUERY
    SELECT h.* FROM public.journal_head h
      JOIN unnest(registers, journals) AS k(r, j) ON h.register_id = k.r AND h.journal = k.j
     ORDER BY h.register_id, h.journal
     FOR NO KEY UPDATE OF h;
END $$;
--> statement-breakpoint
-- Moves heads forward, and only onto records that are there: from the old head to the new one every number has its
-- record, the first names the old head's hash, the last carries the new number, hash and time. The total of all sales
-- is that of its three parts. One walk of the primary key over the records just added.
CREATE FUNCTION journal_advance(
  registers text[], journals text[], seqs integer[], hashes text[], ats timestamptz[],
  signed bigint[], absolute bigint[], own bigint[], third bigint[], voucher bigint[]
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE moved integer;
BEGIN
  UPDATE public.journal_head h
     SET last_seq = k.s, last_hash = k.h, last_at = k.a,
         signed_c = k.g, abs_c = k.b, own_c = k.o, third_c = k.t, voucher_c = k.v
    FROM unnest(registers, journals, seqs, hashes, ats, signed, absolute, own, third, voucher)
         AS k(r, j, s, h, a, g, b, o, t, v)
   WHERE h.register_id = k.r AND h.journal = k.j AND k.s > h.last_seq AND k.b >= h.abs_c
     AND k.g = k.o + k.t + k.v
     AND (SELECT count(*) = k.s - h.last_seq
                 AND bool_or(d.seq = h.last_seq + 1 AND d.prev_hash = h.last_hash)
                 AND bool_or(d.seq = k.s AND d.hash = k.h AND d.recorded_at = k.a)
            FROM public.journal_record d
           WHERE d.register_id = k.r AND d.journal = k.j AND d.seq > h.last_seq AND d.seq <= k.s);
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(registers) THEN
    RAISE EXCEPTION 'a journal head would not follow its records' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN moved;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION journal_lock(text[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION journal_lock(text[], text[]) TO guichet_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION journal_advance(text[], text[], integer[], text[], timestamptz[], bigint[], bigint[], bigint[], bigint[], bigint[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION journal_advance(text[], text[], integer[], text[], timestamptz[], bigint[], bigint[], bigint[], bigint[], bigint[]) TO guichet_app;
--> statement-breakpoint
-- What was kept passes, what was sold stays: the application deletes bookings, and their seats, only of holds.
CREATE FUNCTION refuse_sold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM gone g JOIN "booking" b ON b.id = g.booking_id AND b.status <> 'ON_HOLD') THEN
    RAISE EXCEPTION 'the seats of a sold booking are never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER booking_sold_stays BEFORE DELETE ON "booking"
  FOR EACH ROW WHEN (OLD.status <> 'ON_HOLD') EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER booking_seat_sold_stays AFTER DELETE ON "booking_seat"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION refuse_sold();
--> statement-breakpoint
-- A shift is opened once and closed once: what was counted stays as it was counted.
REVOKE UPDATE ON "shift" FROM guichet_app;
--> statement-breakpoint
GRANT UPDATE ("closed_by", "closed_at", "expected_c", "counted_c", "gap_reason") ON "shift" TO guichet_app;
--> statement-breakpoint
CREATE TRIGGER shift_closed_once BEFORE UPDATE ON "shift"
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Double entry by construction: all the legs of an event come in one statement and sum to zero.
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added GROUP BY event_id HAVING sum(amount_c) <> 0) THEN
    RAISE EXCEPTION 'the legs of a ledger event must sum to zero'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_leg_balanced AFTER INSERT ON "ledger_leg"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_balanced();
--> statement-breakpoint
-- A register's code is in every receipt number: it never changes.
CREATE FUNCTION register_code_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.code <> OLD.code OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'a register is never renamed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER register_code_fixed BEFORE UPDATE ON "register"
  FOR EACH ROW EXECUTE FUNCTION register_code_fixed();
--> statement-breakpoint
-- Every change of the catalogue moves its version; a process reads it before it trusts its copy.
INSERT INTO "catalog_version" ("id", "version") VALUES (1, 1);
--> statement-breakpoint
CREATE FUNCTION catalog_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE public.catalog_version SET version = version + 1 WHERE id = 1;
  -- Screens that are open read the catalogue again; told once, at the commit, however many rows changed.
  PERFORM pg_notify('guichet_live', '{"event":"catalog","data":{}}');
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['product', 'option', 'unit', 'tariff', 'season', 'vat_rate', 'provider', 'agreement',
                           'commission', 'favourite', 'office', 'site', 'register'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION catalog_changed()',
                   t || '_moves_catalog', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Lets the restricted role see which migrations ran, for /readyz.
CREATE VIEW migrated AS SELECT id, hash, created_at FROM drizzle.__drizzle_migrations;
--> statement-breakpoint
GRANT SELECT ON migrated TO guichet_app;
--> statement-breakpoint
-- A record is 2 to 4 kB, just above the size from which rows are compressed: that costs more than the rest of its insert.
ALTER TABLE "journal_record" SET (toast_tuple_target = 8160);
