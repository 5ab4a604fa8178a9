/** What the desktop app's menu asks of the window; `project.recent:` is followed by the folder. */
export type MenuCommand =
  | 'project.new'
  | 'project.open'
  | 'project.close'
  | `project.recent:${string}`
  | 'undo'
  | 'redo'
  | 'palette'
  | 'theme.system'
  | 'theme.dark'
  | 'theme.light'
  | 'help.keys';
