import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder of settings that belong to no project, the same for every shell, so that the recent
 * projects of the desktop app are those of the browser window too. `EMCURATOR_CONFIG` overrides it.
 */
export function configFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment['EMCURATOR_CONFIG'];
  if (chosen) return chosen;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'EM Curator');
  if (platform === 'win32')
    return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'EM Curator');
  return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'EM Curator');
}
