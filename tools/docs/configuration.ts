import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../supervisor/checkout';
import { configurationPage } from './configuration-table';

writeFileSync(join(ROOT, 'docs/configuration.md'), configurationPage());
