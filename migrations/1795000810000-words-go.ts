import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ProofStays1795000420000 } from './1795000420000-proof-stays';

/**
 * As before (`ProofStays`), but why a session changed hands is somebody's words, and the coming of an expert from outside is their
 * name: neither is proof of what was allowed. With a body goes the unsalted hash of the command that made it, by which a short text
 * could be guessed; that command again is then a conflict. In a session's own log, which loses bodies only when it is over, all go.
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
          OR (body ~ '^{"type":"(grant|control|safety|device|csr|activity)[.]'
            AND body NOT LIKE '{"type":"control.explained",%'
            AND NOT (body LIKE '{"type":"csr.joined",%' AND strpos(body, '"expert":{') > 0)))) THEN
      RAISE EXCEPTION 'what was allowed to whom is never erased' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.event_bodies
      WHERE stream = which AND seq = ANY(places) AND seq < said AND body NOT LIKE '{"type":"body.erased",%';
    GET DIAGNOSTICS erased = ROW_COUNT;
    UPDATE public.commands SET content_hash = ''
      WHERE stream = which AND content_hash <> '' AND (seq = ANY(places)
        OR EXISTS (SELECT FROM public.streams WHERE id = which AND kind = 'session'));
    RETURN erased;
  END $$`;

/** Everything that was said in a session can be erased, and nothing that was allowed. */
export class WordsGo1795000810000 implements MigrationInterface {
  readonly name = 'WordsGo1795000810000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ERASE);
    await runner.query(`
      CREATE INDEX sessions_kept ON sessions (ended_at) WHERE phase = 'ended' AND forgotten_at IS NULL;
      UPDATE commands SET content_hash = '' WHERE stream IN (
        SELECT unnest(ARRAY[id, conversation_id]) FROM sessions WHERE forgotten_at IS NOT NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_kept');
    await new ProofStays1795000420000().up(runner);
  }
}
