import { chooseLabels, fitsForm, type LabelChoice, NO_LISTS, type StartLists, standardType } from '../index';

const type = (id: string, over: object = {}) => ({
  id,
  name: id.toUpperCase(),
  codeRequired: false,
  standard: false,
  archived: false,
  ...over,
});
const LISTS: StartLists = {
  types: [
    type('help'),
    type('billing', { codeRequired: true, standard: true }),
    type('old', { archived: true }),
  ],
  codes: [
    { id: '1', code: 'Prt-EU', label: 'Printers', archived: false },
    { id: '2', code: '0815', label: '', archived: true },
  ],
  codeForm: 'SC-##@',
};
const choose = (over: Partial<LabelChoice>, lists = LISTS, before?: Parameters<typeof chooseLabels>[2]) =>
  chooseLabels({ typeId: 'help', code: null, customerName: '', ...over }, lists, before);
const HELP = { id: 'help', name: 'HELP' };

describe('W7 a session type', () => {
  test('is chosen by its id and kept with the name of that moment', () => {
    expect(choose({})).toEqual({ sessionType: HELP, trackingCode: null });
  });

  test('is needed as soon as the site offers any, and not before', () => {
    expect(choose({ typeId: null })).toEqual({ refused: 'SESSION_TYPE_MISSING' });
    expect(choose({ typeId: null }, NO_LISTS)).toEqual({ sessionType: null, trackingCode: null });
    const archived = { ...LISTS, types: [type('old', { archived: true })] };
    expect(choose({ typeId: null }, archived)).toEqual({ sessionType: null, trackingCode: null });
  });

  test('that is unknown or archived is refused, unless the session bears the archived one already', () => {
    expect(choose({ typeId: 'nothing' })).toEqual({ refused: 'SESSION_TYPE_UNKNOWN' });
    expect(choose({ typeId: 'old' })).toEqual({ refused: 'SESSION_TYPE_ARCHIVED' });
    const old = { id: 'old', name: 'Old' };
    const before = { sessionType: old, trackingCode: null };
    expect(choose({ typeId: 'old' }, LISTS, before)).toMatchObject({ sessionType: { id: 'old' } });
    expect(choose({ typeId: 'old' }, LISTS, { ...before, sessionType: HELP })).toEqual({
      refused: 'SESSION_TYPE_ARCHIVED',
    });
  });

  test('for who has chosen none is the standard one while it is offered', () => {
    expect(standardType(LISTS)?.id).toBe('billing');
    expect(standardType(NO_LISTS)).toBeUndefined();
    expect(
      standardType({ ...LISTS, types: [type('x', { standard: true, archived: true })] }),
    ).toBeUndefined();
  });
});

describe('W7 a tracking code', () => {
  test('is required where the type asks for it, else not', () => {
    expect(choose({ typeId: 'billing' })).toEqual({ refused: 'TRACKING_CODE_MISSING' });
    expect(choose({ typeId: 'billing', code: '  ' })).toEqual({ refused: 'TRACKING_CODE_MISSING' });
    expect(choose({ code: '' })).toEqual({ sessionType: HELP, trackingCode: null });
  });

  test('of the list is found whatever its case, and stands as the list writes it', () => {
    const trackingCode = { code: 'Prt-EU', label: 'Printers' };
    expect(choose({ typeId: 'billing', code: ' prt-eu ' })).toMatchObject({ trackingCode });
  });

  test('that is neither in the list nor of the form, or archived, is refused', () => {
    expect(choose({ code: '4711' })).toEqual({ refused: 'TRACKING_CODE_UNKNOWN' });
    expect(choose({ code: '0815' })).toEqual({ refused: 'TRACKING_CODE_ARCHIVED' });
    const before = { sessionType: null, trackingCode: { code: '0815', label: 'Old' } };
    expect(choose({ code: '0815' }, LISTS, before)).toMatchObject({ trackingCode: before.trackingCode });
  });

  test('outside the list is taken when it has the form of the site', () => {
    expect(choose({ code: 'sc-12b' })).toMatchObject({ trackingCode: { code: 'SC-12B', label: '' } });
    expect(choose({ code: 'sc-12b' }, { ...LISTS, codeForm: '' })).toEqual({
      refused: 'TRACKING_CODE_UNKNOWN',
    });
  });

  test.each([
    ['SC-12B', true],
    ['sc-00z', true],
    ['SC-1B', false],
    ['SC-12BB', false],
    ['SC-121', false],
    ['SC-1BB', false],
    ['SD-12B', false],
    ['SC-12é', false],
    ['', false],
  ])('%s fits SC-##@: %s', (code, fits) => {
    expect(fitsForm(code, 'SC-##@')).toBe(fits);
    expect(fitsForm('', '')).toBe(false);
  });
});
