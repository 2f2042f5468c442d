-- Moves counters that are locked, all of them or none: a missing one is an error here and not after the commit, which
-- does not wait for the answer.
CREATE FUNCTION counter_move(ids text[], more_taken integer[], more_held integer[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE moved integer;
BEGIN
  UPDATE counter c SET taken = c.taken + m.taken, held = c.held + m.held
    FROM unnest(ids, more_taken, more_held) AS m(id, taken, held)
   WHERE c.id = m.id;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(ids) THEN
    RAISE EXCEPTION 'a counter to move is missing, or named twice' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN moved;
END $$;
