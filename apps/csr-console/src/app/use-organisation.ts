import { useEffect, useState } from 'react';
import { useSignedInStore } from './use-signed-in';

/** Name of the organisation, for pages outside the desk; `undefined` until it is known. */
export const useOrganisation = (): string | undefined => {
  const { rest } = useSignedInStore();
  const [organisation, setOrganisation] = useState<string>();
  useEffect(() => {
    rest.site().then(
      (site) => setOrganisation(site.organisation),
      () => undefined,
    );
  }, [rest]);
  return organisation;
};
