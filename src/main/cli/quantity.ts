/** A count with its thousands grouped: 1,204,331. */
export function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

/** A count and its noun: "1 source", "3 sources". */
export function counted(n: number, noun: string, several = `${noun}s`): string {
  return `${count(n)} ${n === 1 ? noun : several}`;
}

/** Bytes in the unit that reads best, decimal: 1.2 GB. */
export function bytes(n: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  const value = n / 1000 ** power;
  return `${power === 0 ? count(value) : value.toFixed(1)} ${units[power]}`;
}

/** Seconds as a person says them: 4 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A share of 1 as a percentage with one digit. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** A number with a fixed count of digits, or a dash when there is none. */
export function fixed(n: number | null, digits: number): string {
  return n === null ? '-' : n.toFixed(digits);
}
