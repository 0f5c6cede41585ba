import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const lib = (path: string): string => fileURLToPath(new URL(`../../../libs/${path}`, import.meta.url));
const api = process.env['RELEVO_API'] ?? 'http://localhost:3000';

export default defineConfig({
  root,
  base: '/join/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^@relevo\/(domain|contracts|client|i18n|ui)$/, replacement: lib('$1/src/index.ts') },
      { find: /^@relevo\/(client|ui)\/(.+)$/, replacement: lib('$1/src/$2') },
    ],
    dedupe: ['react', 'react-dom', 'zod', 'i18next', 'react-i18next'],
  },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/web/customer', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1', port: 4551, proxy: { '/api': { target: api, ws: true } } },
});
