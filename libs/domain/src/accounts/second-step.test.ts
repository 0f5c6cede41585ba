import { mayRequireTotp, mayTurnStepOff } from './second-step';

const ON = { requireTotp: true };
const OFF = { requireTotp: false };

it('SEC-A4 only who has a second step begins to require it; whoever it was required by, it can be kept and taken back', () => {
  expect(mayRequireTotp(OFF, ON, false)).toBe('SECOND_STEP_OWN_FIRST');
  expect(mayRequireTotp(OFF, ON, true)).toBeNull();
  for (const own of [true, false])
    expect([
      mayRequireTotp(ON, ON, own),
      mayRequireTotp(ON, OFF, own),
      mayRequireTotp(OFF, OFF, own),
    ]).toEqual([null, null, null]);
});

it('SEC-A4 a second step is turned off where it is not required, and nowhere else', () => {
  expect([mayTurnStepOff(ON), mayTurnStepOff(OFF)]).toEqual(['SECOND_STEP_REQUIRED', null]);
});
