import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

/** How vite builds the window into out/renderer; the shell puts a fresh nonce where `__NONCE__` stands. */
export const rendererConfig: InlineConfig = {
  configFile: false,
  root: resolve(root, 'src/renderer'),
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [react()],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: resolve(root, 'out/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    // The polyfill is an inline script, which the page's policy forbids; our browsers need none.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
};
