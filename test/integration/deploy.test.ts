import { existsSync, readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environment } from '../../apps/api/src/platform/config/environment';

const DEPLOY = join(__dirname, '../../deploy');
const text = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

interface Service {
  image?: string;
  environment?: Record<string, string>;
  read_only?: boolean;
  user?: string;
  depends_on?: Record<string, unknown>;
  networks?: Record<string, { ipv4_address?: string }> | string[];
  profiles?: string[];
  command?: string[];
}

const { services, networks, volumes } = parse(text('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
};

it('the compose file is whole: its services, networks and volumes exist, and every variable is in .env.example', () => {
  expect(Object.keys(services)).toEqual(['proxy', 'api', 'migrate', 'tools', 'postgres', 'redis', 'coturn']);
  for (const { depends_on = {} } of Object.values(services))
    expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
  expect([Object.keys(networks), Object.keys(volumes)]).toEqual([
    ['outside', 'inside'],
    ['caddy', 'data', 'postgres'],
  ]);
  const used = new Set([...text('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
  const given = [...text('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect([given.length, new Set(given)]).toEqual([used.size, used]);
});

it('the server gets settings that exist, and neither the owner’s password nor the superuser’s', () => {
  const settings = Object.keys(services['api']?.environment ?? {});
  expect(Object.keys(environment.shape)).toEqual(expect.arrayContaining(settings));
  expect(JSON.stringify(services['api'])).not.toMatch(/OWNER|POSTGRES_PASSWORD/);
  expect(services['migrate']?.environment?.['DATABASE_OWNER_URL']).toContain('relevo_owner');
  expect([services['api']?.read_only, services['migrate']?.read_only]).toEqual([true, true]);
});

it('only the proxy can have the address whose headers are believed', () => {
  const { networks: ofProxy } = services['proxy'] as { networks: Record<string, { ipv4_address?: string }> };
  const address = ofProxy['inside']?.ipv4_address ?? '';
  expect(services['api']?.environment?.['TRUST_PROXY']).toBe(address);
  const { subnet, ip_range } = (networks['inside'] as { ipam: { config: Record<string, string>[] } }).ipam
    .config[0] as { subnet: string; ip_range: string };
  const inside = (range: string): boolean => {
    const [net, bits] = range.split('/') as [string, string];
    const list = new BlockList();
    list.addSubnet(net, Number(bits));
    return list.check(address);
  };
  expect([inside(subnet), inside(ip_range)]).toEqual([true, false]);
});

it('what docs/deploy.md runs in a container is a program of the image, and no part of `up`', () => {
  const programs = [
    ...readFileSync(join(DEPLOY, '../docs/deploy.md'), 'utf8').matchAll(/relevo dist\/(\S+)\.js/g),
  ];
  expect(programs.length).toBeGreaterThan(2);
  for (const [, name] of programs) expect(existsSync(join(DEPLOY, '..', `${name}.ts`))).toBe(true);
  expect(services['tools']?.profiles).toEqual(['tools']);
});

it('the service is started again for as long as its database is away, and a refused call does not kill it', () => {
  const unit = text('systemd/relevo.service').split('\n');
  expect(unit.indexOf('StartLimitIntervalSec=0')).toBeGreaterThan(unit.indexOf('[Unit]'));
  expect(unit.indexOf('StartLimitIntervalSec=0')).toBeLessThan(unit.indexOf('[Service]'));
  expect(unit).toEqual(expect.arrayContaining(['Restart=always', 'SystemCallErrorNumber=EPERM']));
});

it('the image runs as a user without rights, and nothing secret or foreign is copied into it', () => {
  const lines = text('Dockerfile').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  expect(last).toContain('USER node');
  expect(last.some((line) => line.startsWith('HEALTHCHECK'))).toBe(true);
  expect(lines.filter((line) => /^(ENV|ARG).*(SECRET|PASSWORD|TOKEN)/.test(line))).toEqual([]);
  expect(text('Dockerfile.dockerignore').split('\n')[0]).toBe('**');
});

it('alerts ask for metrics that exist', () => {
  const { groups } = parse(text('prometheus/alerts.yaml')) as { groups: { rules: { expr: string }[] }[] };
  const source = ['platform/metrics/metrics.ts', 'streams/stream-metrics.ts']
    .map((file) => readFileSync(join(DEPLOY, '../apps/api/src', file), 'utf8'))
    .join('');
  const asked = groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ expr }) => expr.match(/\b(relevo|http)_[a-z_]+/g) ?? [])
    .map((name) => name.replace(/_(bucket|count|sum)$/, ''));
  expect(asked.length).toBeGreaterThan(4);
  for (const name of asked) expect(source).toContain(`'${name}'`);
});
