import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The only way on which the server's role can take bodies away: of exactly the places that a `body.erased` of the same
 * transaction names, so that nothing vanishes without a word in the log. It runs with the rights of the owner.
 */
export class Erasure1795000300001 implements MigrationInterface {
  readonly name = 'Erasure1795000300001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION erase_bodies(which uuid, places integer[], said integer) RETURNS integer
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        word jsonb;
        erased integer;
      BEGIN
        SELECT b.body::jsonb INTO word
          FROM public.event_headers h JOIN public.event_bodies b ON b.stream = h.stream AND b.seq = h.seq
          WHERE h.stream = which AND h.seq = said AND h.xmin = pg_current_xact_id()::xid;
        IF word IS NULL OR word->>'type' <> 'body.erased' OR word->'data'->'seqs' <> to_jsonb(places) THEN
          RAISE EXCEPTION 'no erasure of these places was appended in this transaction'
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM public.event_bodies
          WHERE stream = which AND seq = ANY(places) AND seq < said AND body::jsonb->>'type' <> 'body.erased';
        GET DIAGNOSTICS erased = ROW_COUNT;
        RETURN erased;
      END $$;
      REVOKE ALL ON FUNCTION erase_bodies(uuid, integer[], integer) FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION erase_bodies(uuid, integer[], integer)');
  }
}
