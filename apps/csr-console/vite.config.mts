import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { mantineVariables } from '../../libs/ui/src/mantine/vite-plugin.mts';

const root = fileURLToPath(new URL('.', import.meta.url));
const lib = (path: string): string => fileURLToPath(new URL(`../../libs/${path}`, import.meta.url));
const api = process.env['RELEVO_API'] ?? 'http://localhost:3000';

/** The mark under a name that stays: the manifest of the installed program names it. */
const icon = (): Plugin => ({
  name: 'relevo-icon',
  generateBundle() {
    const source = readFileSync(lib('ui/src/pieces/mark.svg'));
    this.emitFile({ type: 'asset', fileName: 'icon.svg', source });
  },
});

export default defineConfig({
  root,
  plugins: [react(), mantineVariables(), icon()],
  resolve: {
    alias: [
      { find: /^@relevo\/(domain|contracts|client|i18n|ui)$/, replacement: lib('$1/src/index.ts') },
      { find: /^@relevo\/(client|ui)\/(.+)$/, replacement: lib('$1/src/$2') },
    ],
    dedupe: ['react', 'react-dom', 'zod', 'i18next', 'react-i18next'],
  },
  build: {
    outDir: fileURLToPath(new URL('../../dist/web/console', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows no data: scripts and our fonts and icons are files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { host: '127.0.0.1', port: 4500, proxy: { '/api': { target: api, ws: true } } },
  preview: { host: '127.0.0.1', port: 4501, proxy: { '/api': { target: api, ws: true } } },
});
