import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTaken, makeCluster } from './cluster';

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'relevo-cluster-place-'));
  folder = join(place, 'postgres');
});
afterEach(() => rmSync(place, { recursive: true }));

it('files of somebody else in the place of the cluster are left alone and named; an empty folder is free', () => {
  expect(isTaken(folder)).toBe(false);
  mkdirSync(folder);
  expect(isTaken(folder)).toBe(false);
  writeFileSync(join(folder, 'a file'), 'of somebody');
  expect(isTaken(folder)).toBe(true);
  expect(() => makeCluster(join(place, 'no programs'), folder, 'x', undefined)).toThrow(
    `${folder} is where PostgreSQL keeps its files, but what lies there is not of PostgreSQL. Move it away`,
  );
  expect([readdirSync(folder), existsSync(`${folder}.new`)]).toEqual([['a file'], false]);
});

it('a file in the place of the cluster is named as well', () => {
  writeFileSync(folder, 'of somebody');
  expect(() => makeCluster(join(place, 'no programs'), folder, 'x', undefined)).toThrow('Move it away');
});
