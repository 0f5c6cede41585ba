import { LINK_CAPABILITY, type LinkToDeviceType, linkToDevice } from './messages';

const TYPES = linkToDevice.options.map((option) => option.shape.type.value);

describe('what a message of a console needs', () => {
  it('SEC-C3 every message type has exactly one capability, or plainly needs none', () => {
    expect(Object.keys(LINK_CAPABILITY).sort()).toEqual([...TYPES].sort());
    expect(new Set(TYPES).size).toBe(TYPES.length);
    for (const type of TYPES)
      expect(LINK_CAPABILITY[type]).toBe(
        type.startsWith('input.') ? 'input.control' : type.startsWith('picture.') ? 'screen.view' : null,
      );
  });

  it('SEC-C3 what needs a capability carries grant and number; without them it is no message', () => {
    for (const option of linkToDevice.options) {
      const type = option.shape.type.value;
      const carries = ['grant', 'seq'].every((field) => field in option.shape);
      expect([type, carries]).toEqual([type, LINK_CAPABILITY[type] !== null]);
    }
    expect(linkToDevice.safeParse({ type: 'input.releaseAll' }).success).toBe(false);
  });

  it('SEC-C3 a type without its line does not compile, nor one that is no type; an unknown type is no message', () => {
    type Table = { readonly [Type in LinkToDeviceType]: unknown };
    const { 'input.key': _one, ...others } = LINK_CAPABILITY;
    // @ts-expect-error the line for `input.key` is missing
    const missing: Table = others;
    // @ts-expect-error there is no such message
    const more: Table = { ...LINK_CAPABILITY, 'input.everything': null } satisfies Table;
    expect([missing, more]).toHaveLength(2);
    expect(linkToDevice.safeParse({ type: 'input.everything', grant: 'g', seq: 1 }).success).toBe(false);
  });
});
