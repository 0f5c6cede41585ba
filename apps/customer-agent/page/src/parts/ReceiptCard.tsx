import type { SessionSnapshot } from '@relevo/client';
import type { Receipt } from '@relevo/contracts';
import { download, useLanguage } from '@relevo/ui';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileOf, receiptOf } from '../visit/receipt';
import type { Stay } from '../visit/stay';
import { Button } from './Button';

/** What was allowed and when it ended, by this device's own word, and the way to keep it (W46). */
export const ReceiptCard = ({ stay, snapshot }: { stay: Stay; snapshot: SessionSnapshot }) => {
  const { t } = useTranslation(['customer', 'receipt']);
  const { language } = useLanguage();
  const [receipt, setReceipt] = useState<Receipt>();
  // Made anew with everything that is still heard: the last words of a computer come after the end.
  useEffect(() => {
    let wanted = true;
    void receiptOf(stay, language).then((made) => {
      if (wanted && snapshot.sessionId !== '') setReceipt(made);
    });
    return () => {
      wanted = false;
    };
  }, [stay, snapshot, language]);
  if (!receipt || snapshot.me?.joinedSeq === undefined) return null;
  const keep = async (): Promise<void> => {
    const now = await receiptOf(stay, language);
    if (now) download(`relevo-${now.number}.html`, 'text/html', await fileOf(now, stay.key));
  };
  const guests = new Set(receipt.people.filter(({ part }) => part === 'guest').map(({ id }) => id));
  const time = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeStyle: 'short' });
  return (
    <section className="card receipt" aria-label={t('receiptCard.title')}>
      <h2>{t('receiptCard.title')}</h2>
      <p className="rest">{t('receiptCard.text')}</p>
      {receipt.given.length === 0 ? (
        <p>{t('receipt:given.nothing')}</p>
      ) : (
        <ul>
          {receipt.given.map(({ grantId, capability, csrId, csr, from, to, why }) => (
            <li key={grantId}>
              <b>{t(`receipt:given.${capability}`)}</b>
              <span className="rv-num">
                {guests.has(csrId) ? t('receipt:guest', { name: csr }) : csr} · {time.format(from)}–
                {to === null ? '…' : time.format(to)}
                {why && ` · ${t(`receipt:why.${why}`)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {receipt.differences.length > 0 && (
        <div className="banner" role="status">
          {t(stay.leftAt === null ? 'receipt:differences.some' : 'receiptCard.unheard')}
        </div>
      )}
      <Button onClick={() => void keep()}>
        <IconDownload size={22} aria-hidden="true" />
        {t('receiptCard.download')}
      </Button>
    </section>
  );
};
