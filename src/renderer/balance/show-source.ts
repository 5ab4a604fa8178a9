import { showPatches } from '../session/navigation.ts';

/** Shows the exemplars of a source. */
export function showSource({ id, name }: { readonly id: number; readonly name: string }): void {
  showPatches(`Exemplars of ${name}`, { set: 'all', order: 'position', sources: [id] });
}

/** Shows the exemplars of a volume. */
export function showVolume({ id, name }: { readonly id: number; readonly name: string }): void {
  showPatches(`Exemplars of ${name}`, { set: 'all', order: 'position', volumes: [id] });
}
