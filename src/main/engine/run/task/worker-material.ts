import type { Box, Plane } from '../../../../shared/patch.ts';
import type {
  ResolvedMapping,
  SampleType,
  Shape,
  VolumeReference,
  VoxelSize,
} from '../../../../shared/volume.ts';
import type { PackPlace } from '../../catalog/exemplar-rows.ts';

/** A volume with all that a worker needs to turn its samples into 8-bit grey. Paths are absolute. */
export interface VolumeToRead {
  readonly reference: VolumeReference;
  readonly shape: Shape;
  readonly sampleType: SampleType;
  readonly mapping: ResolvedMapping;
  readonly invert: boolean;
}

/** A patch inside a volume. */
export interface PatchToRead {
  readonly plane: Plane;
  readonly position: number;
  readonly box: Box;
}

/** A part of a cross-section to look at. */
export interface SectionToDraw {
  readonly volume: VolumeToRead;
  readonly plane: Plane;
  readonly position: number;
  /** null for all of it */
  readonly window: Box | null;
  /** of the picture, in pixels; a smaller window is not enlarged */
  readonly longestEdge: number;
  /** sections along xz and yz that are worth reading with it; 1 for it alone */
  readonly ahead: number;
}

/** A patch whose pixels lie in a pack of the project. */
export interface PackedPatch {
  readonly pack: number;
  readonly offset: number;
  readonly bytes: number;
  readonly height: number;
  readonly width: number;
}

/** Patches of one volume on their way out, in order. */
export interface PatchesToExport {
  /** of the volume, for messages */
  readonly name: string;
  /** null where it is not known how to read the volume */
  readonly volume: VolumeToRead | null;
  /** the whole volume is worth keeping in memory, since patches of several planes are read from it */
  readonly keepResident: boolean;
  /** place: in the packs, or null */
  readonly patches: readonly (PatchToRead & { readonly place: PackPlace | null })[];
}

/** A small volume around a patch that is cut out and stored: sections from..to-1 along its plane's axis. */
export interface FlipbookToCut {
  readonly plane: Plane;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  /** nanometres from section to section, along rows and along columns */
  readonly voxelSize: VoxelSize | null;
  /** place in the payload */
  readonly file: string;
}

export interface Checksum {
  readonly sha256: string;
  readonly contentId: string;
  readonly lowest: number;
  readonly highest: number;
  readonly notFinite: number;
}

/** Scores beside the labels they should fit; ordinals open the patches, -1 for what is no exemplar. */
export interface LabelledScores {
  readonly scores: Float32Array;
  readonly labels: Uint8Array;
  readonly ordinals: Int32Array;
}

/** A score map on the disk, and from which score on a place is informative. */
export interface MapToCrop {
  /** file of its scores */
  readonly scores: string;
  readonly edgesY: readonly number[];
  readonly edgesX: readonly number[];
  readonly threshold: number;
}

/**
 * What one unit of a cut hashes: whole cross-sections of xy, or of a picture, and of those of xz and yz
 * the boxes of one row. Positions ascend.
 */
export interface CutPart {
  readonly xy: readonly number[];
  readonly xz: readonly number[];
  readonly yz: readonly number[];
  /** the row of boxes, counted from the first plane; null where only xy is cut */
  readonly row: number | null;
}

/** Where the patches of a pack lie in it, and their features, both in their order. */
export interface WrittenPack {
  readonly places: readonly { readonly offset: number; readonly bytes: number }[];
  readonly features: Float64Array;
}

/** A patch of a data set: where its pixels lie, and what they must be. */
export interface PatchOfDataset {
  readonly file: string;
  readonly item: string;
  readonly box: Box;
  readonly sha256: string;
}
