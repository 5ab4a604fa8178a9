import { spawn } from 'node:child_process';

/**
 * Shows an address to the user without waiting for it to close.
 *
 * @param browser path of a Chromium-like browser, which shows it as a window of its own; undefined
 *   leaves the choice to the system.
 * @returns whether a program could be started; where none can, the printed address is enough.
 */
export function openInBrowser(address: string, browser: string | undefined): Promise<boolean> {
  const [command, ...args] = browser ? windowCommand(browser, address) : systemCommand(address);
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
}

type Command = readonly [string, ...string[]];

function windowCommand(browser: string, address: string): Command {
  // As root Chromium refuses to start with its sandbox.
  const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [];
  return [browser, `--app=${address}`, ...rootFlags];
}

function systemCommand(address: string): Command {
  if (process.platform === 'darwin') return ['open', address];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return ['xdg-open', address];
}
