import type { StartDefaults, StartListsView } from '@relevo/contracts';
import { useEffect, useState } from 'react';
import { codeOf, useNotices } from '../app/notices';
import { useSignedInStore } from '../app/use-signed-in';

/** The site's lists and this person's saved choice, as they are now; undefined until they are known. */
export const useStartLists = () => {
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [known, setKnown] = useState<{ lists: StartListsView; defaults: StartDefaults }>();
  useEffect(() => {
    Promise.all([rest.startLists(), rest.startDefaults()]).then(
      ([lists, defaults]) => setKnown({ lists, defaults }),
      (error: unknown) => notices.refused(codeOf(error)),
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: what it says is of the moment in which it was opened
  }, [rest]);
  return known;
};
