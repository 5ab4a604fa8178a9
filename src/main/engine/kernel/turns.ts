/** A symmetry of the square: where it takes a step along y and x. */
export interface Turn {
  readonly yy: number;
  readonly yx: number;
  readonly xy: number;
  readonly xx: number;
}

/**
 * The eight symmetries of the square. The first four keep the hand: by no, one, two and three right angles; the
 * others mirror left and right first.
 */
export const turns: readonly Turn[] = [false, true].flatMap((mirrored) =>
  [0, 1, 2, 3].map((quarters): Turn => {
    const [cos, sin] = [[1, 0, -1, 0][quarters] ?? 0, [0, 1, 0, -1][quarters] ?? 0];
    const hand = mirrored ? -1 : 1;
    // Columns: where a step along y goes, and where one along x, which is mirrored first.
    return { yy: cos, yx: sin * hand || 0, xy: -sin || 0, xx: cos * hand || 0 };
  }),
);

const turnAt = (number: number): Turn => turns[number] ?? { yy: 1, yx: 0, xy: 0, xx: 1 };

/** Where a symmetry takes a step. */
export function turned(number: number, y: number, x: number): readonly [y: number, x: number] {
  const { yy, yx, xy, xx } = turnAt(number);
  return [yy * y + yx * x, xy * y + xx * x];
}

const numberOf = (turn: Turn): number =>
  turns.findIndex(
    ({ yy, yx, xy, xx }) => yy === turn.yy && yx === turn.yx && xy === turn.xy && xx === turn.xx,
  );

/** The symmetry that takes back what another did. */
export const inverseTurns: readonly number[] = turns.map(({ yy, yx, xy, xx }) =>
  numberOf({ yy, yx: xy, xy: yx, xx }),
);

/** First one symmetry, then another: `composedTurns[then][first]`. */
export const composedTurns: readonly (readonly number[])[] = turns.map((then) =>
  turns.map((first) =>
    numberOf({
      yy: then.yy * first.yy + then.yx * first.xy,
      yx: then.yy * first.yx + then.yx * first.xx,
      xy: then.xy * first.yy + then.xx * first.xy,
      xx: then.xy * first.yx + then.xx * first.xx,
    }),
  ),
);

/** The symmetry that brings a direction into the octant 0 <= y <= x. */
export function uprightTurn(y: number, x: number): number {
  return turns.findIndex((_, number) => {
    const [toY, toX] = turned(number, y, x);
    return toY >= 0 && toY <= toX;
  });
}
