import type { Language } from '@relevo/contracts';
import { pickLanguage } from '@relevo/i18n';

/** The language of ours that fits an `Accept-Language` header best, by its order. */
export const languageOf = (header: string | undefined): Language =>
  pickLanguage((header ?? '').split(',').map((part) => part.trim()));
