import { QueryFailedError } from 'typeorm';
import { isDatabaseAway } from './database-away';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('isDatabaseAway', () => {
  it.each([
    ['a restart', withCode('57P01')],
    ['a start', withCode('57P03')],
    ['nobody there', withCode('ECONNREFUSED')],
    [
      'nobody there, on two addresses',
      new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]),
    ],
    ['a line that broke', new Error('Connection terminated unexpectedly')],
    ['a full database', withCode('53300')],
    ['a full disk', new QueryFailedError('INSERT', [], withCode('53100'))],
    ['a disk that fails', withCode('58030')],
    ['a standby', withCode('25006')],
    ['the same inside a statement', new QueryFailedError('SELECT 1', [], withCode('57P01'))],
  ])('knows %s', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(true);
  });

  it.each([
    ['a wrong statement', new QueryFailedError('SELECT', [], withCode('42601'))],
    ['a doubled key', withCode('23505')],
    ['a fault of ours', new TypeError('undefined is not a function')],
    ['no error at all', 'Connection terminated'],
  ])('does not take %s for it', (_name, error) => {
    expect(isDatabaseAway(error)).toBe(false);
  });
});
