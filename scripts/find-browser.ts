// Finds a Chromium: $CHROMIUM, an installed one, else the one inside @sparticuz/chromium (linux x64).
import { existsSync } from 'node:fs';

const installed: { readonly [platform: string]: readonly string[] } = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['\\Google\\Chrome\\Application\\chrome.exe', '\\Microsoft\\Edge\\Application\\msedge.exe'].map(
      (path) => (process.env[variable] ?? '') + path,
    ),
  ),
};

/** Path of an installed browser that can show a window, or undefined. */
export function findInstalledBrowser(): string | undefined {
  const places = [process.env['CHROMIUM'], ...(installed[process.platform] ?? [])];
  return places.find((path): path is string => path !== undefined && existsSync(path));
}

/** Path of a browser for tests; may unpack the headless one that npm brought (2 to 4 s the first time). */
export async function findTestBrowser(): Promise<string | undefined> {
  const found = findInstalledBrowser();
  if (found) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  // The package unpacks the shared libraries it also ships only where it sees this name, and must
  // see it when it is first imported.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: pack } = await import('@sparticuz/chromium');
  return pack.executablePath();
}

/** Flags for tests and trials; web security stays on. */
export const browserFlags: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
];
