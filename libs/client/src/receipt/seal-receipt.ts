import { type Receipt, type ReceiptVerdict, receiptSeal, receiptText } from '@relevo/contracts';
import { type SigningKey, verifySignature } from '../keys/key';
import { thumbprintOf } from '../keys/thumbprint';
import { sha256 } from '../log/sha256';
import { readAs } from '../read-json';
import { factOf, givenBy } from './given';

const BEGIN = '<script type="application/json" id="relevo-receipt">';
const END = '</script>\n</body>\n</html>\n';

/** What the key signs: nothing else that it signs begins like this. */
const signedWords = (text: string): string => `relevo-receipt-1\n${text}`;

/**
 * A receipt as one file: the page for people, and under it the same for machines, signed by the device's key.
 * @param page HTML from the doctype up to the end of what people read, without `</body>`
 */
export const sealReceipt = async (receipt: Receipt, page: string, key: SigningKey): Promise<string> => {
  const text = JSON.stringify({ ...receipt, page: sha256(page) });
  const signature = await key.sign(signedWords(text));
  const seal = JSON.stringify({ text, sha256: sha256(text), key: key.publicKey, signature });
  // Nothing in the text can end the block.
  return `${page}${BEGIN}${seal.replaceAll('<', '\\u003c')}${END}`;
};

export interface CheckedReceipt {
  readonly verdict: ReceiptVerdict;
  /** Only when it is good. */
  readonly receipt?: Receipt;
  /** RFC 7638 thumbprint of the key that signed. */
  readonly key?: string;
}

/** Whether what it says was given is what the devices' words in it say. */
const isProven = (receipt: Receipt): boolean => {
  const known = new Map(
    receipt.given.flatMap(({ csrId, csr, deviceId, device }) => [
      [csrId, csr],
      [deviceId, device],
    ]),
  );
  const name = (id: string): string => known.get(id) ?? '';
  return JSON.stringify(givenBy(receipt, { person: name, device: name })) === JSON.stringify(receipt.given);
};

/**
 * Checks the file of a receipt; needs no server. Who holds another key can make another receipt: the thumbprint of the
 * device's key stands in the session's log (`device.attached`), and `expected` compares with it.
 */
export const checkReceipt = async (file: string, expected?: string): Promise<CheckedReceipt> => {
  const begin = file.indexOf(BEGIN);
  if (begin === -1) return { verdict: 'unreadable' };
  const seal = readAs(receiptSeal, file.slice(begin + BEGIN.length, file.length - END.length));
  if (!seal) return { verdict: file.endsWith(END) ? 'unreadable' : 'edited' };
  const said = readAs(receiptText, seal.text);
  if (sha256(seal.text) !== seal.sha256 || !file.endsWith(END)) return { verdict: 'edited' };
  if (!said) return { verdict: 'unreadable' };
  const key = thumbprintOf(seal.key);
  const isSigned = await verifySignature(seal.key, signedWords(seal.text), seal.signature);
  if (!isSigned || said.device.key !== seal.key) return { verdict: 'wrong-signature', key };
  if (expected !== undefined && key !== expected) return { verdict: 'wrong-key', key };
  const { page, ...receipt } = said;
  if (sha256(file.slice(0, begin)) !== page) return { verdict: 'edited', key };
  for (const { key: by, ...report } of receipt.reports) {
    const right = report.deviceId !== receipt.device.id || by === seal.key;
    const signed = right && factOf(receipt.sessionId, report) !== undefined;
    if (!signed || !(await verifySignature(by, report.text, report.signature)))
      return { verdict: 'forged-report', key };
  }
  return isProven(receipt) ? { verdict: 'good', receipt, key } : { verdict: 'unproven', key };
};
