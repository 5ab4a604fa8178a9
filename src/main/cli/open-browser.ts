import { spawn } from 'node:child_process';

const openers: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  linux: ['xdg-open'],
  // `start` takes its first quoted argument for a window title.
  win32: ['cmd', '/c', 'start', '""'],
};

/** Opens an address in the user's browser; false where this machine has no way to. */
export function openBrowser(url: string): Promise<boolean> {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
