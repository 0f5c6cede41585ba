import { useEffect } from 'react';
import { setTitle } from './page-title';

/** What the browser calls this page; undefined = a part of the page says it. */
export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    if (title !== undefined) setTitle(`${title} · Relevo`);
  }, [title]);
};
