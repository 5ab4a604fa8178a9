import { memo } from 'react';
import type { LabelValue } from '../../shared/decision.ts';
import styles from './patch-grid.module.css';
import { HoldOutMark, PatchMark } from './patch-mark.tsx';
import { ScaleBar } from './scale-bar.tsx';

export interface PatchTileProps {
  readonly id: string;
  readonly at: number;
  readonly total: number;
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** null while the patch is on its way */
  readonly picture: string | null;
  readonly name: string;
  readonly caption: string | null;
  readonly hint: string;
  /** null for one that can have no label */
  readonly value: LabelValue | null;
  readonly state: 'saved' | 'pending' | 'failed' | 'suggested';
  readonly heldOut: boolean;
  readonly conflict?: boolean;
  /** pixels along the longer edge, and nanometres of one where known: "224 8"; null draws no bar */
  readonly scale?: string | null;
  readonly focused: boolean;
  readonly selected: boolean;
}

/** One patch of a grid, at its place; a grey square of the right size until its picture is there. */
export const PatchTile = memo(function PatchTile(tile: PatchTileProps) {
  const { at, left, top, size, focused, selected } = tile;
  return (
    <div
      id={tile.id}
      role="option"
      tabIndex={-1}
      aria-label={describe(tile)}
      aria-selected={selected}
      aria-setsize={tile.total}
      aria-posinset={at + 1}
      data-at={at}
      data-focused={focused || undefined}
      data-selected={selected || undefined}
      data-label={tile.value ?? undefined}
      data-state={tile.state}
      title={tile.hint}
      className={styles['tile']}
      style={{ transform: `translate(${left}px, ${top}px)`, width: size, height: size }}
    >
      {tile.picture ? (
        <img
          src={tile.picture}
          alt=""
          width={size}
          height={size}
          decoding="async"
          draggable={false}
        />
      ) : null}
      {tile.caption ? <span className={styles['caption']}>{tile.caption}</span> : null}
      {tile.scale ? <TileScale scale={tile.scale} size={size} /> : null}
      <PatchMark
        value={tile.value ?? 'none'}
        state={tile.state}
        conflict={tile.conflict ?? false}
      />
      {tile.heldOut ? <HoldOutMark /> : null}
    </div>
  );
});

function TileScale({ scale, size }: { scale: string; size: number }) {
  const [pixels = 0, nm] = scale.split(' ').map(Number);
  return <ScaleBar pixels={pixels} shown={size} pixelNm={nm ?? null} />;
}

function describe(tile: PatchTileProps): string {
  const label =
    tile.value === null ? '' : `, ${tile.value === 'none' ? 'not labelled' : tile.value}`;
  const state = {
    saved: '',
    pending: ', being saved',
    failed: ', not saved',
    suggested: ', suggested by the model',
  }[tile.state];
  const conflict = tile.conflict ? ', people disagree' : '';
  const hold = tile.heldOut ? ', hold-out' : '';
  // What is seen must be said.
  const caption = tile.caption ? `, ${tile.caption}` : '';
  return `${tile.name || 'patch on its way'}${label}${state}${conflict}${hold}${caption}`;
}
