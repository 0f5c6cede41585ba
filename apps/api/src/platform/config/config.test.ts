import { ConfigError, readConfig } from './config';
import { environment, noteOf, type SettingName } from './environment';

const NEEDED = {
  DATABASE_URL: 'postgres://app:pw@127.0.0.1:5432/relevo',
  SITE_SECRET: 'a'.repeat(43),
};

const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig({ ...NEEDED, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

test('an environment with nothing but what npm start gives has defaults for the rest', () => {
  expect(readConfig(NEEDED)).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databasePool: 10,
    redisUrl: null,
    setupToken: null,
    trustProxy: [],
    iceUrls: [],
    logLevel: 'info',
  });
});

test('of a variable that is wrong in several ways the first is told', () => {
  expect(problemsOf({ PUBLIC_URL: 'support.example.org' })).toEqual([
    'PUBLIC_URL must be an address that begins with http:// or https:// (it is "support.example.org"). Example: PUBLIC_URL=https://support.example.org',
  ]);
  expect(problemsOf({ PUBLIC_URL: 'https://example.org/support' })).toEqual([
    'PUBLIC_URL must be an address without path, query or user (it is "https://example.org/support"). Example: PUBLIC_URL=https://support.example.org',
  ]);
});

test('the public address follows the port and loses a closing slash', () => {
  expect(readConfig({ ...NEEDED, PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
  expect(readConfig({ ...NEEDED, PUBLIC_URL: 'https://help.example.org/' }).publicUrl).toBe(
    'https://help.example.org',
  );
});

test('lists are split, empty variables count as not set', () => {
  const config = readConfig({
    ...NEEDED,
    TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
    ICE_URLS: 'stun:stun.example.org:3478,turns:turn.example.org:5349?transport=tcp',
    LOG_LEVEL: '',
  });
  expect(config.trustProxy).toEqual(['10.0.0.0/8', '127.0.0.1']);
  expect(config.iceUrls).toHaveLength(2);
  expect(config.logLevel).toBe('info');
});

test.each([
  ['PORT', '0'],
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['HOST', 'everywhere'],
  ['PUBLIC_URL', 'support.example.org'],
  ['PUBLIC_URL', 'ftp://support.example.org'],
  ['PUBLIC_URL', 'https://example.org/support'],
  ['DATABASE_POOL', '1'],
  ['TRUST_PROXY', 'yes'],
  ['ICE_URLS', 'https://turn.example.org'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name, with what is wrong and an example', (name, value) => {
  const [problem, ...others] = problemsOf({ [name]: value });
  expect(others).toEqual([]);
  expect(problem).toMatch(new RegExp(`^${name} must be .*\\(it is "${value}"\\)\\. Example: ${name}=`));
});

test.each([
  ['DATABASE_URL', 'mysql://root:hunter2@db/relevo'],
  ['REDIS_URL', 'hunter2'],
  ['SITE_SECRET', 'hunter2'],
  ['SETUP_TOKEN', 'hunter2'],
  ['TURN_SECRET', 'hunter2'],
  ['METRICS_TOKEN', 'short'],
])('a wrong %s is refused without repeating it', (name, value) => {
  const [problem] = problemsOf({ [name]: value });
  expect(problem).toMatch(new RegExp(`^${name} must `));
  expect(problem).not.toContain('hunter2');
});

test('every wrong variable is named at once', () => {
  expect(problemsOf({ PORT: 'x', HOST: 'y', LOG_LEVEL: 'z' })).toHaveLength(3);
});

test('a TURN secret without a TURN server is a mistake', () => {
  expect(problemsOf({ TURN_SECRET: 'a'.repeat(16) })[0]).toContain('ICE_URLS');
  expect(problemsOf({ TURN_SECRET: 'a'.repeat(16), ICE_URLS: 'turn:turn.example.org' })).toEqual([]);
});

test('the server names what npm start would have given', () => {
  expect(() => readConfig({})).toThrow(/DATABASE_URL is missing.*\n.*SITE_SECRET is missing/);
});

test('every variable has words and an example', () => {
  for (const name of Object.keys(environment.shape) as SettingName[]) {
    expect(noteOf(name).about.length).toBeGreaterThan(10);
    expect(noteOf(name).example).not.toBe('');
  }
});
