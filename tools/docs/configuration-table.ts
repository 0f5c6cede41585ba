import { environment, noteOf, type SettingName } from '../../apps/api/src/platform/config/environment';

const plain = (value: unknown): string => (Array.isArray(value) ? value.join(',') : String(value));

function defaultOf(name: SettingName): string {
  const { defaultNote } = noteOf(name);
  if (defaultNote) return defaultNote;
  const value: unknown = environment.parse({})[name];
  return value === undefined ? '' : `\`${plain(value)}\``;
}

/** docs/configuration.md, from the schema that the server reads its environment with. */
export function configurationPage(): string {
  const rows = (Object.keys(environment.shape) as SettingName[]).map((name) => {
    const { about, example, secret } = noteOf(name);
    const shown = example.startsWith('(') ? example : `\`${example}\``;
    // A pipe would end the cell.
    const meaning = about.replaceAll('|', '\\|');
    return `| \`${name}\` | ${meaning}${secret ? ' *Secret.*' : ''} | ${defaultOf(name)} | ${shown} |`;
  });
  return [
    '# Configuration',
    '',
    'Relevo is configured by environment variables. All are optional with `npm start`; a wrong one stops the start and is',
    'named with what is wrong and an example. An empty variable counts as not set.',
    '',
    '    PORT=8080 DATA_DIR=/var/lib/relevo npm start',
    '',
    '| Variable | Meaning | Default | Example |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Secrets can also be written into the environment by the service manager (`EnvironmentFile=` of systemd, secrets of a',
    'container platform); they are never logged. What `npm start` makes itself lies in `DATA_DIR/secrets`, readable by its',
    'user alone.',
    '',
    '## The data folder',
    '',
    '| In `DATA_DIR` | |',
    '| --- | --- |',
    '| `lock` | names the process that uses the folder; a second one is refused |',
    '| `secrets/` | keys and passwords that were made at the first start |',
    '| `checkpoints.jsonl` | where the logs stood, signed by the server, one line each; keep a copy elsewhere |',
    '| `postgres/` | the embedded PostgreSQL, without `DATABASE_URL` |',
    '| `postgres-place` | only if `postgres/` had to lie elsewhere because its user may not enter this folder: where |',
    '| `postgres.log` | what the embedded PostgreSQL says |',
    '| `logs/server.log` | what the server says, while `npm start` runs in a terminal; otherwise it goes to standard output |',
    '',
    'The embedded PostgreSQL is meant for evaluation and small installations. For more, give your own with `DATABASE_URL`',
    'and, so that the server itself cannot change the log, another role with `DATABASE_OWNER_URL`.',
    '',
    '<!-- Made by `npm run docs:configuration` from apps/api/src/platform/config/environment.ts. -->',
    '',
  ].join('\n');
}
