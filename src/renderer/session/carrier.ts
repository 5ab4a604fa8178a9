import type { MenuCommand } from '../../shared/menu-command.ts';

/** What an answer does to whoever asked. */
export interface AnswerListener {
  data(value: unknown): void;
  done(): void;
  /** `lost`: the question may not have arrived; it can be asked again */
  error(problem: { message: string; code: string; lost: boolean }): void;
}

/** One way of carrying questions to the engine. Native file dialogs exist in the desktop app only. */
export interface Carrier {
  start(
    operation: 'query' | 'mutation' | 'subscription',
    path: string,
    input: unknown,
    listener: AnswerListener,
  ): () => void;
  onConnection(listener: (connected: boolean) => void): void;
  readonly desktop: DesktopDoor | null;
}

/** What the desktop app's preload adds to the window. */
export interface DesktopDoor {
  pickPaths(options: { folders: boolean; multiple: boolean }): Promise<string[]>;
  pathsOfDrop(files: File[]): string[];
  onMenu(listener: (command: MenuCommand) => void): () => void;
}
