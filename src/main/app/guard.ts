import type { App, Session } from 'electron';
import { isOwnAddress } from './origin.ts';

/** Keeps every window on our own page: no other address, no new window, no embedded page. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      if (!isOwnAddress(event.url)) event.preventDefault();
    });
  });
}

/** The window needs no camera, place, notification or other right; copying text is the exception. */
const granted: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Refuses whatever the page might ask the system for. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(granted.includes(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => granted.includes(permission));
}
