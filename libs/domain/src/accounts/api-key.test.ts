import fc from 'fast-check';
import {
  ACCOUNT_ROLES,
  ACCOUNT_STATES,
  API_SCOPES,
  type ApiScope,
  heldScopes,
  mayMakeKey,
  roleHolds,
  SCOPE_ROLES,
} from '../index';

const role = fc.constantFrom(...ACCOUNT_ROLES);
const scopes = fc.uniqueArray(fc.constantFrom(...API_SCOPES));
const ana = { id: 'ana', role: 'csr', state: 'active' } as const;
const noa = { id: 'noa', role: 'administrator', state: 'active' } as const;

describe('SEC-A3 making a key', () => {
  test('anybody in their own name, for what they may do themselves', () => {
    expect(mayMakeKey(ana, ana, ['session.start', 'invite.create'])).toBeNull();
    expect(mayMakeKey(noa, noa, ['site.configure'])).toBeNull();
  });

  test('a scope that its maker does not hold is refused', () => {
    expect(mayMakeKey(ana, ana, ['session.start', 'site.configure'])).toBe('SCOPE_NOT_HELD');
  });

  test('in somebody else’s name only by an administrator, and for what that person may do', () => {
    expect(mayMakeKey(noa, ana, ['session.start'])).toBeNull();
    expect(mayMakeKey(noa, ana, ['site.configure'])).toBe('SCOPE_NOT_HELD');
    expect(mayMakeKey(ana, noa, ['session.start'])).toBe('KEY_FOR_ANOTHER');
    expect(mayMakeKey({ id: 'sofia', role: 'supervisor' }, ana, ['session.start'])).toBe('KEY_FOR_ANOTHER');
  });

  test.each(['invited', 'disabled'] as const)('not in the name of an account that is %s', (state) => {
    expect(mayMakeKey(noa, { ...ana, state }, ['session.start'])).toBe('KEY_FOR_ANOTHER');
  });

  test('what is made is held as long as no role changes, and every scope of it is both people’s', () => {
    fc.assert(
      fc.property(role, role, fc.constantFrom(...ACCOUNT_STATES), scopes, (maker, own, state, wanted) => {
        const refusal = mayMakeKey({ id: 'm', role: maker }, { id: 'a', role: own, state }, wanted);
        if (refusal === null) {
          expect(heldScopes(wanted, maker, own)).toEqual(wanted);
          expect(maker).toBe('administrator');
        } else {
          const both = wanted.every((scope) => roleHolds(maker, scope) && roleHolds(own, scope));
          expect(both && state === 'active' && maker === 'administrator').toBe(false);
        }
      }),
    );
  });
});

describe('SEC-A3 using a key', () => {
  test('a demotion of its maker or of its account narrows it at once, a promotion never widens it', () => {
    const all: ApiScope[] = ['session.start', 'site.configure'];
    expect(heldScopes(all, 'administrator', 'administrator')).toEqual(all);
    expect(heldScopes(all, 'csr', 'administrator')).toEqual(['session.start']);
    expect(heldScopes(all, 'administrator', 'supervisor')).toEqual(['session.start']);
    expect(heldScopes(['session.start'], 'administrator', 'administrator')).toEqual(['session.start']);
  });

  test('it holds never more than it was given, than its maker, than its account', () => {
    fc.assert(
      fc.property(role, role, scopes, (maker, own, given) => {
        for (const scope of heldScopes(given, maker, own)) {
          expect(given).toContain(scope);
          expect(SCOPE_ROLES[scope]).toContain(maker);
          expect(SCOPE_ROLES[scope]).toContain(own);
        }
      }),
    );
  });
});
