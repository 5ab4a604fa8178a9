/**
 * Prints one line of the table that `bench/run.ts` gathers: what, figure, unit, budget.
 *
 * @param budget largest figure that is good enough; `{ atLeast }` where more is better; null for none.
 */
export function printFigure(
  what: string,
  figure: number,
  unit: string,
  budget: number | { readonly atLeast: number } | null,
  note = '',
): void {
  console.log([`# ${what}`, shown(figure), unit, limitOf(figure, budget), note].join(' | '));
}

const shown = (figure: number): string =>
  Math.abs(figure) >= 100 ? Math.round(figure).toLocaleString('en-US') : figure.toFixed(2);

function limitOf(figure: number, budget: number | { readonly atLeast: number } | null): string {
  if (budget === null) return 'no budget';
  const [limit, met] =
    typeof budget === 'number'
      ? [`at most ${budget.toLocaleString('en-US')}`, figure <= budget]
      : [`at least ${budget.atLeast.toLocaleString('en-US')}`, figure >= budget.atLeast];
  return `${limit}: ${met ? 'met' : 'MISSED'}`;
}
