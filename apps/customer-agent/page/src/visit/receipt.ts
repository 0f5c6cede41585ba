import { makeReceipt, type SigningKey, sealReceipt } from '@relevo/client';
import type { Language, Receipt } from '@relevo/contracts';
import { renderReceipt } from '@relevo/i18n';
import type { Stay } from './stay';

/** A receipt of this stay as it is known here at this moment; needs no server (W45, W46). */
export const receiptOf = async (stay: Stay, language: Language): Promise<Receipt | undefined> =>
  makeReceipt({
    snapshot: stay.session.snapshot,
    heads: stay.session.heads(),
    deviceId: stay.me.deviceId,
    key: stay.key.publicKey,
    own: await stay.device.signed(),
    language,
    now: Date.now(),
    leftAt: stay.leftAt,
  });

/** The file: a page for people with the signed words for machines under it. */
export const fileOf = (receipt: Receipt, key: SigningKey): Promise<string> =>
  sealReceipt(receipt, renderReceipt(receipt, Intl.DateTimeFormat().resolvedOptions().timeZone), key);
