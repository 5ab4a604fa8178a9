import type { CutMode } from '../../../../shared/cut.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type {
  Mapping,
  ResolvedMapping,
  VolumeReference,
  VolumeSummary,
} from '../../../../shared/volume.ts';
import type { PartHashes } from '../../hash/hash-part.ts';
import type { WrittenSource } from '../../phantom/write-phantom.ts';
import type { Checksum, CutPart, SectionToDraw, VolumeToRead } from './worker-material.ts';

/** Volumes looked at, cut, drawn and generated. */
export interface VolumeTasks {
  describe: { ask: { reference: VolumeReference }; answer: Outcome<VolumeSummary> };
  list: { ask: { folder: string }; answer: Outcome<readonly string[]> };
  /** progress: planes read so far */
  checksum: { ask: { reference: VolumeReference }; answer: Outcome<Checksum> };
  'resolve-mapping': {
    ask: { reference: VolumeReference; mapping: Mapping; kind: 'volume' | 'picture' };
    answer: Outcome<ResolvedMapping>;
  };
  'hash-part': {
    ask: {
      volume: VolumeToRead;
      part: CutPart;
      mode: CutMode;
      patchSize: number;
      hashSize: number;
      /** the whole volume is worth keeping in memory, since its planes are asked for several times */
      keepResident: boolean;
    };
    answer: Outcome<PartHashes>;
  };
  /** A window of a cross-section as a grey BMP, scaled down to fit. */
  picture: { ask: SectionToDraw; answer: Outcome<Uint8Array> };
  /** One generated source of a seed, by its place; progress: one a section. */
  'write-phantom': {
    ask: { folder: string; seed: number; place: number };
    answer: Outcome<WrittenSource>;
  };
}
