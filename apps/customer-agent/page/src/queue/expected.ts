import { useTranslation } from 'react-i18next';

/** Says how long it takes, or that nobody knows. */
export const useExpected = () => {
  const { t } = useTranslation('queue');
  return (expectedMs: number | null): string =>
    expectedMs === null
      ? t('aboutUnknown')
      : t('aboutMinutes', { count: Math.max(1, Math.ceil(expectedMs / 60_000)) });
};
