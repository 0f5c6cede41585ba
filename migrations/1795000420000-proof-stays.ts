import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Erasure1795000300001 } from './1795000300001-erasure';

/**
 * Bodies are looked at as the text that we write, which begins with its type: what somebody said may hold signs (NUL, halves of
 * surrogate pairs) that PostgreSQL reads in no JSON, and must be erasable all the same. A quotation mark inside a text is
 * escaped, so `"report":` stands for the key alone.
 *
 * What proves who was allowed what stays, even if a word in the log names it: the beginning of a stream, what a device signed,
 * what was asked of it and in whose name.
 */
const ERASE = `
  CREATE OR REPLACE FUNCTION erase_bodies(which uuid, places integer[], said integer) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    word jsonb;
    erased integer;
  BEGIN
    SELECT b.body::jsonb INTO word
      FROM public.event_headers h JOIN public.event_bodies b ON b.stream = h.stream AND b.seq = h.seq
      WHERE h.stream = which AND h.seq = said AND h.xmin = pg_current_xact_id()::xid
        AND b.body LIKE '{"type":"body.erased",%';
    IF word IS NULL OR word->'data'->'seqs' <> to_jsonb(places) THEN
      RAISE EXCEPTION 'no erasure of these places was appended in this transaction'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM public.event_bodies
      WHERE stream = which AND seq = ANY(places)
        AND (seq = 1 OR strpos(body, '"report":') > 0
          OR body ~ '^{"type":"(grant|control|safety|device|csr|activity)[.]')) THEN
      RAISE EXCEPTION 'what was allowed to whom is never erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.event_bodies
      WHERE stream = which AND seq = ANY(places) AND seq < said AND body NOT LIKE '{"type":"body.erased",%';
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
  END $$`;

/** The function that takes bodies away leaves alone what consent is proven by. */
export class ProofStays1795000420000 implements MigrationInterface {
  readonly name = 'ProofStays1795000420000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ERASE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION erase_bodies(uuid, integer[], integer)');
    await new Erasure1795000300001().up(runner);
  }
}
