import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from './data-folder';

it('a folder that can be made is taken; a place where none can be is refused by the name of its variable', async () => {
  const place = mkdtempSync(join(tmpdir(), 'relevo-folder-'));
  const folder = await DataFolder.take(join(place, 'a', 'b'), 3000);
  expect(DataFolder.holderOf(folder.path)).toMatchObject({ pid: process.pid, port: 3000 });
  folder.release();
  expect(DataFolder.holderOf(folder.path)).toBeNull();

  const file = join(place, 'a file');
  writeFileSync(file, 'of somebody');
  await expect(DataFolder.take(file, 3000)).rejects.toThrow(`DATA_DIR ${file} cannot be used: ENOTDIR`);
  // Where the system says that nothing can be made, `mkdir -p` of Node tries for ever.
  if (process.platform === 'linux')
    await expect(DataFolder.take('/proc/relevo/a', 3000)).rejects.toThrow(
      'DATA_DIR /proc/relevo/a cannot be used',
    );
  rmSync(place, { recursive: true });
});
