import type { ComparedSide, PatchOfSide } from '../../../../shared/difference.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** A patch of one side, and its pixels as a digest where they are compared. */
export interface SidePatch extends PatchOfSide {
  /** hexadecimal SHA-256; null where it is not known */
  readonly pixels: string | null;
}

/** How a side came about. */
export interface ComparedSettings {
  /** all that a data set says; null for a project, which has not been laid out yet */
  readonly ofDataset: unknown;
  /** what projects and data sets both have */
  readonly common: unknown;
  /** steps in which exemplars were kept, and decisions on groups; null where that is not known */
  readonly deduplication: {
    /** by source */
    readonly scopes: Readonly<Record<string, unknown>>;
    readonly groupDecisions: unknown;
  } | null;
}

/** One of two things that are compared. Its patches can be gone through again, in the same order. */
export interface OpenSide extends Pick<ComparedSide, 'name' | 'kind' | 'set'> {
  /** about how many patches */
  readonly patches: number;
  /** what is compared of how it came about, as plain data */
  readonly settings: ComparedSettings;
  /** content of each volume by its name: finds volumes that are called otherwise on the other side */
  readonly contents: ReadonlyMap<string, string>;
  /** @param withPixels digests are asked for; they may cost reading every patch */
  visit(
    withPixels: boolean,
    visit: (patches: readonly SidePatch[]) => Promise<Outcome<null>>,
  ): Promise<Outcome<null>>;
  close(): Promise<void>;
}

/** A volume's name in `contents`: a 2-D picture goes by its number in the group. */
export const volumeKey = ({
  source,
  volume,
  plane,
  index,
}: Pick<PatchOfSide, 'source' | 'volume' | 'plane' | 'index'>): string =>
  `${source}/${plane === '2d' ? `#${index}` : volume}`;

/**
 * How one side calls what the other calls otherwise: names of the second side's volumes by those of the first,
 * for volumes of the same content whose own names the other side does not have.
 */
export function sameVolumes(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const byContent = new Map<string, string>();
  for (const [name, content] of a) if (!b.has(name)) byContent.set(content, name);
  const names = new Map<string, string>();
  for (const [name, content] of b) {
    const known = a.has(name) ? undefined : byContent.get(content);
    if (known !== undefined) names.set(name, known);
  }
  return names;
}
