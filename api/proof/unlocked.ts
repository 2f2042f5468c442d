import type { Db } from '../../db/index.ts'

/**
 * Takes the protections away from one database, for the negative controls: with them gone, the same race must go
 * wrong, or the race proves nothing.
 */

/**
 * Counters without locks nor limit: `counter` becomes a view over a function, through which FOR NO KEY UPDATE does not
 * reach the rows; the CHECK is dropped. Reading takes `pauseMs`, so that the race happens.
 */
export async function unlockCounters(owner: Db, pauseMs = 5): Promise<void> {
  await owner.sql.unsafe(`
    ALTER TABLE counter DROP CONSTRAINT counter_not_oversold;
    ALTER TABLE counter RENAME TO counter_rows;
    CREATE FUNCTION counter_read() RETURNS SETOF counter_rows LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      RETURN QUERY SELECT * FROM counter_rows;
      PERFORM pg_sleep(${pauseMs / 1000});
    END $$;
    CREATE VIEW counter AS SELECT * FROM counter_read();
    CREATE FUNCTION counter_write() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE counter_rows SET taken = NEW.taken, held = NEW.held WHERE id = NEW.id;
      RETURN NEW;
    END $$;
    CREATE TRIGGER counter_write INSTEAD OF UPDATE ON counter FOR EACH ROW EXECUTE FUNCTION counter_write();
    GRANT ALL ON counter, counter_rows TO guichet_app`)
}

/** Chains whose heads are read without a lock, once a crowd of so many has come to read (or 5 s passed). */
export async function unlockHeads(owner: Db, crowd = 1): Promise<void> {
  await owner.sql.unsafe(`
    CREATE SEQUENCE arrivals;
    CREATE OR REPLACE FUNCTION journal_lock(registers text[], journals text[]) RETURNS SETOF journal_head
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    BEGIN
      PERFORM nextval('public.arrivals');
      FOR turn IN 1..250 LOOP
        EXIT WHEN (SELECT last_value FROM public.arrivals) >= ${crowd};
        PERFORM pg_sleep(0.02);
      END LOOP;
      INSERT INTO public.journal_head (register_id, journal, last_seq, last_hash, signed_c, abs_c, own_c, third_c, voucher_c)
        SELECT r, j, 0, repeat('0', 64), 0, 0, 0, 0, 0 FROM unnest(registers, journals) AS k(r, j)
         WHERE NOT EXISTS (SELECT 1 FROM public.journal_head h WHERE h.register_id = k.r AND h.journal = k.j)
        ON CONFLICT DO NOTHING;
      RETURN QUERY SELECT h.* FROM public.journal_head h
        JOIN unnest(registers, journals) AS k(r, j) ON h.register_id = k.r AND h.journal = k.j;
    END $$`)
}

/** Nothing is unique any more of what a sale writes, its order included, and heads go wherever they are told; the first to write is slow. */
export async function dropKeys(owner: Db): Promise<void> {
  await owner.sql.unsafe(`
    ALTER TABLE sale DROP CONSTRAINT sale_pkey;
    ALTER TABLE sale_line DROP CONSTRAINT sale_line_sale_id_n_pk;
    ALTER TABLE tender DROP CONSTRAINT tender_sale_id_n_pk;
    ALTER TABLE journal_record DROP CONSTRAINT journal_record_register_id_journal_seq_pk;
    DROP INDEX sale_number, sale_register_seq;
    CREATE FUNCTION apart() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.id = NEW.id || gen_random_uuid();
      RETURN NEW;
    END $$;
    CREATE TRIGGER apart BEFORE INSERT ON "order" FOR EACH ROW EXECUTE FUNCTION apart();
    CREATE SEQUENCE writers;
    CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF nextval('writers') = 1 THEN PERFORM pg_sleep(0.3); END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER slow BEFORE INSERT ON sale FOR EACH STATEMENT EXECUTE FUNCTION slow();
    CREATE OR REPLACE FUNCTION journal_advance(
      registers text[], journals text[], seqs integer[], hashes text[], ats timestamptz[],
      signed bigint[], absolute bigint[], own bigint[], third bigint[], voucher bigint[]
    ) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    BEGIN
      UPDATE public.journal_head h
         SET last_seq = k.s, last_hash = k.h, last_at = k.a,
             signed_c = k.g, abs_c = k.b, own_c = k.o, third_c = k.t, voucher_c = k.v
        FROM unnest(registers, journals, seqs, hashes, ats, signed, absolute, own, third, voucher)
             AS k(r, j, s, h, a, g, b, o, t, v)
       WHERE h.register_id = k.r AND h.journal = k.j;
      RETURN 1;
    END $$`)
}
