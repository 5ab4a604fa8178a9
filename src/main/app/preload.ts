import { contextBridge, ipcRenderer, webUtils } from 'electron';

type Listener = (value: unknown) => void;

function listen(channel: string, listener: Listener): () => void {
  const receive = (_event: unknown, value: unknown) => listener(value);
  ipcRenderer.on(channel, receive);
  return () => void ipcRenderer.off(channel, receive);
}

// All that the page can reach. Nothing here passes on Electron's own objects.
contextBridge.exposeInMainWorld('emcurator', {
  call: (id: number, operation: string, path: string, input: unknown) =>
    ipcRenderer.send('engine', { type: 'call', id, operation, path, input }),
  stop: (id: number) => ipcRenderer.send('engine', { type: 'stop', id }),
  onReply: (listener: Listener) => listen('engine', listener),
  pickPaths: (options: { folders: boolean; multiple: boolean }) =>
    ipcRenderer.invoke('pick-paths', options),
  pathsOfDrop: (files: File[]) => files.map((file) => webUtils.getPathForFile(file)),
  onMenu: (listener: Listener) => listen('menu', listener),
});
