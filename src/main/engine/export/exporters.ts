import { cem } from './cem.ts';
import type { Exporter } from './exporter.ts';

/** A new exporter is one line here. */
export const exporters: readonly Exporter[] = [cem];
