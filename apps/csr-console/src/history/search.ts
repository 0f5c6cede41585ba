import { type HistoryFilters, historyFilters } from '@relevo/contracts';
import { z } from 'zod';

/** What the address of the history says: whose sessions, and which. */
export interface HistorySearch extends HistoryFilters {
  readonly of?: 'own' | 'all' | undefined;
}

const texts = z.record(z.string(), z.unknown()).transform((search) =>
  // The router takes digits for a number.
  Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  ),
);

/** Reads an address that anybody may have written; what is not understood is left out. */
export const readHistorySearch = (search: Record<string, unknown>): HistorySearch => {
  const given = texts.parse(search);
  const known = Object.entries(historyFilters.shape).flatMap(([name, schema]) => {
    const read = schema.safeParse(given[name]);
    return read.success && read.data !== undefined ? [[name, read.data] as const] : [];
  });
  const of = given['of'] === 'own' || given['of'] === 'all' ? { of: given['of'] } : {};
  return { ...Object.fromEntries(known), ...of } as HistorySearch;
};

/** The filters alone, and whether there are any. */
export const filtersOf = ({ of: _, ...filters }: HistorySearch): HistoryFilters => filters;
export const hasFilters = (search: HistorySearch): boolean => Object.keys(filtersOf(search)).length > 0;
