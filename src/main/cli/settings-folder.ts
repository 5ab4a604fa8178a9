import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where settings that belong to no project are kept, such as the list of recent projects. */
export function settingsFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = homedir();
  if (platform === 'win32') {
    return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'EM Curator');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'EM Curator');
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'EM Curator');
}
