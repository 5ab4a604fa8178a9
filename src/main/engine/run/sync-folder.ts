import { open } from 'node:fs/promises';

/**
 * Waits until a folder's own list of names is on the disk. A renamed file whose folder is not synced
 * may be gone after a power cut, while the catalog already points at it.
 */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and does not need it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
