// node --import register.ts main.js: `electron` becomes the stand-in, for import and require alike.
import { registerHooks } from 'node:module';

const url = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' || name === 'electron/main'
      ? { url, shortCircuit: true }
      : next(name, context),
});
