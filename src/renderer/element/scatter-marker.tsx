/** Shapes that are told apart at seven pixels, in the order they are given out. */
export const scatterShapes = ['circle', 'square', 'triangle', 'diamond', 'plus', 'wedge'] as const;
export type ScatterShape = (typeof scatterShapes)[number];

/** Points that are drawn and named alike. */
export interface ScatterGroup {
  readonly name: string;
  /** any CSS colour; variables of the theme are looked up when it is drawn */
  readonly colour: string;
  readonly shape: ScatterShape;
  /** lies beneath the others, where most points are of it */
  readonly under?: boolean;
}

/** Outlines in a square from -1 to 1, y downwards; the drawings by the graphics card follow the same lines. */
export const scatterOutlines: Readonly<Record<ScatterShape, string>> = {
  circle: 'M-0.9 0 A0.9 0.9 0 1 0 0.9 0 A0.9 0.9 0 1 0 -0.9 0 Z',
  square: 'M-0.78 -0.78 H0.78 V0.78 H-0.78 Z',
  triangle: 'M0 -1 L0.95 0.65 H-0.95 Z',
  diamond: 'M0 -1 L1 0 L0 1 L-1 0 Z',
  plus: 'M-0.3 -0.95 H0.3 V-0.3 H0.95 V0.3 H0.3 V0.95 H-0.3 V0.3 H-0.95 V-0.3 H-0.3 Z',
  wedge: 'M0 1 L-0.95 -0.65 H0.95 Z',
};

/** A group's marker as it stands beside its name. */
export function ScatterMarker({ group }: { group: ScatterGroup }) {
  return (
    <svg viewBox="-1.1 -1.1 2.2 2.2" width="12" height="12" aria-hidden="true">
      <path d={scatterOutlines[group.shape]} style={{ fill: group.colour }} />
    </svg>
  );
}
