import { type Seal, seal, unseal } from './sealed';

const PLACE: Seal = {
  purpose: 'second step',
  row: 'ana',
  siteSecret: 'site-secret-site-secret-site-secret-site-se',
};

describe('SEC-A6 a sealed secret', () => {
  it('opens for its row and site, and says nothing of itself', () => {
    const sealed = seal('JBSWY3DPEHPK3PXP', PLACE);
    expect(unseal(sealed, PLACE)).toBe('JBSWY3DPEHPK3PXP');
    expect(sealed.toString('latin1')).not.toContain('JBSWY3DPEHPK3PXP');
    expect(seal('JBSWY3DPEHPK3PXP', PLACE)).not.toEqual(sealed);
  });

  it('does not open for another row or purpose, with another key, or changed by one bit', () => {
    const sealed = seal('JBSWY3DPEHPK3PXP', PLACE);
    expect(() => unseal(sealed, { ...PLACE, row: 'bo' })).toThrow();
    expect(() => unseal(sealed, { ...PLACE, purpose: 'job' })).toThrow();
    expect(() => unseal(sealed, { ...PLACE, siteSecret: `${PLACE.siteSecret}x` })).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(changed, PLACE)).toThrow();
    }
  });
});
