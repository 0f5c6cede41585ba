import { queueSlug } from '@relevo/contracts';
import { slugOf } from './queue-draft';

test('W5 a queue has an address that fits its name', () => {
  expect(slugOf('Technical help')).toBe('technical-help');
  expect(slugOf('  Ayuda técnica (España) ')).toBe('ayuda-tecnica-espana');
  expect(slugOf('日本')).toBe('');
  expect(queueSlug.safeParse(slugOf(`${'x'.repeat(39)} y`)).success).toBe(true);
});
