import { anId } from '@relevo/testing';
import { addressOf, firstChoice, isAboutChoice, NO_CHOICE, problemOf } from './choice';

const type = (n: number, over: object = {}) => ({
  id: anId(n),
  name: `Type ${n}`,
  names: {},
  codeRequired: false,
  standard: false,
  archived: false,
  ...over,
});
const LISTS = {
  types: [type(1), type(2, { standard: true, codeRequired: true }), type(3, { archived: true })],
  codes: [],
  codeForm: '',
};

test('W4 a form begins with what was saved, as far as it is offered, else with the standard', () => {
  const saved = { typeId: anId(1), code: '4711', subject: 'Printer' };
  expect(firstChoice(LISTS, saved)).toEqual({ ...NO_CHOICE, ...saved });
  expect(firstChoice(LISTS, { ...saved, typeId: anId(3) }).typeId).toBe(anId(2));
  expect(firstChoice(LISTS, { typeId: null, code: null, subject: '' }).typeId).toBe(anId(2));
  expect(firstChoice({ types: [], codes: [], codeForm: '' }, saved).typeId).toBeNull();
});

test('W7 the form refuses by the rule of the server', () => {
  expect(problemOf({ ...NO_CHOICE, typeId: anId(2) }, LISTS)).toBe('TRACKING_CODE_MISSING');
  expect(problemOf({ ...NO_CHOICE, typeId: anId(1) }, LISTS)).toBeUndefined();
  expect(isAboutChoice('TRACKING_CODE_MISSING')).toBe(true);
  expect(isAboutChoice('TOO_MANY_REQUESTS')).toBe(false);
});

test('W4 an address holds what was chosen, and never the customer’s name', () => {
  const choice = { typeId: anId(1), code: 'A&B', subject: 'a b', customerName: 'María' };
  expect(addressOf('https://x', choice)).toBe(`https://x/start?type=${anId(1)}&code=A%26B&subject=a+b`);
  expect(addressOf('https://x', NO_CHOICE)).toBe('https://x/start');
});
