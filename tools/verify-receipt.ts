import { readFile } from 'node:fs/promises';
import { checkReceipt } from '@relevo/client';
import type { ReceiptVerdict } from '@relevo/contracts';
import { exitWith } from '../apps/api/src/platform/exit-with';

const WORDS: Readonly<Record<ReceiptVerdict, string>> = {
  good: 'good: signed by the device that it names, and nothing in it was changed',
  unreadable: 'unreadable: this is no receipt, or of another release',
  edited: 'edited: something in it was changed after it was signed',
  'wrong-signature': 'wrong signature: the device that it names did not sign this',
  'wrong-key': 'wrong key: it was signed, but not by the key that you expect',
  'forged-report': 'forged report: a word of a device in it was not signed by that device',
  unproven: 'unproven: it says something else than the signed words in it',
};

const USAGE = 'Usage: npm run verify-receipt -- <file> [--key <thumbprint of the device as the log has it>]';

/** Checks the receipt of a customer without any server. Ends with 0 when it is good, 1 when not, 2 when it cannot be read. */
async function main(): Promise<number> {
  const [file, option, key, ...more] = process.argv.slice(2);
  if (!file || (option !== undefined && (option !== '--key' || !key)) || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const { verdict, receipt, key: signer } = await checkReceipt(await readFile(file, 'utf8'), key);
  console.log(WORDS[verdict]);
  if (signer) console.log(`key     ${signer}`);
  if (receipt) {
    console.log(`session ${receipt.number} of ${receipt.organisation}, ${receipt.sessionId}`);
    for (const { name } of receipt.people.filter(({ part }) => part === 'guest'))
      console.log(`guest   ${name}`);
    for (const { kind, seq, hash } of receipt.streams)
      console.log(`${kind.padEnd(12)} event ${seq}  ${hash}`);
    console.log(`differences from the record: ${receipt.differences.length}`);
  }
  return verdict === 'good' ? 0 : 1;
}

exitWith(main);
