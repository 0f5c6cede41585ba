import { createRestClient } from '@relevo/client';
import { applyAccent } from '@relevo/ui';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** What a page knows of the site before any invite. */
interface SiteInfo {
  readonly organisation: string;
  /** Where its logo is; null = it has none. */
  readonly logo: string | null;
}
const UNKNOWN: SiteInfo = { organisation: 'Relevo', logo: null };

const SiteContext = createContext(UNKNOWN);
export const useSite = (): SiteInfo => useContext(SiteContext);

/** Asks once for the site's name and look, and shows the page in its colour. */
export const SiteProvider = ({ children }: { children: ReactNode }) => {
  const [site, setSite] = useState(UNKNOWN);
  useEffect(() => {
    createRestClient({ baseUrl: '' })
      .site()
      .then(({ organisation, look }) => {
        applyAccent(look.accent);
        setSite({ organisation, logo: look.logo });
      })
      .catch(() => undefined);
  }, []);
  return <SiteContext value={site}>{children}</SiteContext>;
};
