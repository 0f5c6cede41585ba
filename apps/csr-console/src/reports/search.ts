import { day, id } from '@relevo/contracts';

/** What the address of the reports says. */
export interface ReportSearch {
  readonly of?: 'own' | 'all' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly team?: string | undefined;
}

/** Reads an address that anybody may have written; what is not understood is left out. */
export const readReportSearch = (search: Record<string, unknown>): ReportSearch => {
  const [from, to] = [day.safeParse(search['from']).data, day.safeParse(search['to']).data];
  const team = id.safeParse(search['team']).data;
  const { of } = search;
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(team !== undefined && { team }),
    ...((of === 'own' || of === 'all') && { of }),
  };
};
