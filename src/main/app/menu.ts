import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/menu-command.ts';
import type { RecentProject } from '../../shared/project.ts';

export interface MenuOptions {
  readonly recent: readonly RecentProject[];
  readonly isMac: boolean;
  /** carries a command to the window */
  readonly send: (command: MenuCommand) => void;
  readonly chooseTheme: (theme: Theme) => void;
}

export type Theme = 'system' | 'dark' | 'light';

/** The whole menu; built anew when the recent projects change. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  return [
    ...(options.isMac ? [{ role: 'appMenu' as const }] : []),
    { label: '&File', submenu: fileItems(options) },
    { label: '&Edit', submenu: editItems(options) },
    { label: '&View', submenu: viewItems(options) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpItems(options) },
  ];
}

function fileItems({ recent, isMac, send }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    command('New Project...', 'project.new', send, 'CmdOrCtrl+N'),
    command('Open Project...', 'project.open', send, 'CmdOrCtrl+O'),
    {
      id: 'recent',
      label: 'Open Recent',
      enabled: recent.length > 0,
      submenu: recent.map((project) => ({
        id: `project.recent:${project.folder}`,
        // An ampersand alone would mark a key of the menu.
        label: `${project.name} (${project.folder})`.replaceAll('&', '&&'),
        enabled: project.exists,
        click: () => send(`project.recent:${project.folder}`),
      })),
    },
    command('Close Project', 'project.close', send, 'CmdOrCtrl+Shift+W'),
    { type: 'separator' },
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
}

function editItems({ send }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    undoing('Undo', 'undo', send, 'CmdOrCtrl+Z'),
    undoing('Redo', 'redo', send, 'CmdOrCtrl+Shift+Z'),
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
}

function viewItems({ send, chooseTheme }: MenuOptions): MenuItemConstructorOptions[] {
  const theme = (label: string, name: Theme): MenuItemConstructorOptions => ({
    id: `theme.${name}`,
    label,
    click: () => {
      chooseTheme(name);
      send(`theme.${name}`);
    },
  });
  return [
    command('Commands...', 'palette', send, 'CmdOrCtrl+K'),
    { type: 'separator' },
    {
      label: 'Theme',
      submenu: [theme('As the System', 'system'), theme('Dark', 'dark'), theme('Light', 'light')],
    },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ];
}

function helpItems({ send }: MenuOptions): MenuItemConstructorOptions[] {
  return [command('Keyboard Shortcuts', 'help.keys', send), { role: 'about' }];
}

function command(
  label: string,
  name: MenuCommand,
  send: (command: MenuCommand) => void,
  accelerator?: string,
): MenuItemConstructorOptions {
  return { id: name, label, ...(accelerator ? { accelerator } : {}), click: () => send(name) };
}

/**
 * The key is shown but goes to the page: in a text field it undoes typing, elsewhere the window
 * undoes the last action.
 */
function undoing(
  label: string,
  name: MenuCommand,
  send: (command: MenuCommand) => void,
  accelerator: string,
): MenuItemConstructorOptions {
  return { ...command(label, name, send, accelerator), registerAccelerator: false };
}
