import { ApiFailure } from '@relevo/client';
import type { ErrorBody, HistoryEntry } from '@relevo/contracts';
import { shownZone } from '@relevo/ui';
import { useEffect, useRef, useState } from 'react';
import { useSignedInStore } from '../app/use-signed-in';
import { filtersOf, type HistorySearch } from './search';

interface Shown {
  /** What they answer to. */
  readonly asked: string;
  readonly sessions: readonly HistoryEntry[];
  readonly after: string | null;
}

/** The sessions that a search finds, page after page. */
export const useHistory = (everybody: boolean, search: HistorySearch) => {
  const { rest } = useSignedInStore();
  const [shown, setShown] = useState<Shown>();
  const [failed, setFailed] = useState<ErrorBody>();
  const [busy, setBusy] = useState(false);
  const query = { ...filtersOf(search), zone: shownZone() };
  const asked = JSON.stringify([everybody, query]);
  const current = useRef(asked);
  current.current = asked;

  const load = async (before?: Shown): Promise<void> => {
    setBusy(true);
    try {
      const after = before?.after ?? undefined;
      const page = await rest.history(everybody, { ...query, ...(after !== undefined && { after }) });
      // Somebody who types asks faster than answers come.
      if (current.current !== asked) return;
      setFailed(undefined);
      setShown({ ...page, asked, sessions: [...(before?.sessions ?? []), ...page.sessions] });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (current.current === asked) setFailed(error.body);
    } finally {
      if (current.current === asked) setBusy(false);
    }
  };
  useEffect(() => {
    void load();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `asked` holds all that is asked
  }, [rest, asked]);

  const known = shown?.asked === asked ? shown : undefined;
  return {
    /** undefined = not known yet. */
    sessions: known?.sessions,
    failed,
    busy,
    retry: () => void load(),
    more: known?.after ? () => void load(known) : undefined,
  };
};
