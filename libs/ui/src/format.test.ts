import { bitRate, clock, countdown, groupDigits, stopwatch, wholeMinutes } from './format';
import { firstName, initials } from './initials';

describe('times', () => {
  it('run up with hours and down without needless ones', () => {
    expect(stopwatch(872_999)).toBe('00:14:32');
    expect(stopwatch(100 * 3_600_000)).toBe('100:00:00');
    expect(countdown(521_900)).toBe('8:41');
    expect(countdown(3_723_000)).toBe('1:02:03');
  });

  it('never go below zero', () => {
    expect(stopwatch(-1)).toBe('00:00:00');
    expect(countdown(-5000)).toBe('0:00');
    expect(wholeMinutes(-1)).toBe(0);
  });

  it('are on a clock of 24 hours in every language', () => {
    const at = new Date(2026, 10, 20, 14, 2).getTime();
    for (const language of ['en', 'es', 'it'] as const) expect(clock(at, language)).toBe('14:02');
  });
});

describe('numbers', () => {
  it('of nine digits come in groups of three, others as they are', () => {
    expect(groupDigits('482913207')).toBe('482 913 207');
    expect(groupDigits('482913207', '-')).toBe('482-913-207');
    expect(groupDigits('1234')).toBe('1234');
  });

  it('of bits a second come in the unit that fits', () => {
    expect(bitRate(640_400, 'en')).toBe('640 kbit/s');
    expect(bitRate(1_250_000, 'en')).toBe('1.3 Mbit/s');
    expect(bitRate(1_250_000, 'es')).toBe('1,3 Mbit/s');
  });
});

describe('a person', () => {
  it.each([
    ['María Gómez', 'MG'],
    ['Ana', 'A'],
    ['  jean-luc   de la tour ', 'JT'],
    ['Élodie', 'É'],
    ['李 小龍', '李小'],
    ['"<script>" x', 'SX'],
    ['…', '?'],
    ['', '?'],
  ])('%p has the initials %p', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('is called by the first word of the name', () => {
    expect(firstName(' María Gómez')).toBe('María');
    expect(firstName('')).toBe('');
  });
});
