/** 1204331 as "1,204,331". */
export function grouped(count: number): string {
  return groups.format(count);
}

/** Made once: toLocaleString looks its rules up at every call. */
const groups = new Intl.NumberFormat('en-US');

/** For narrow places: 950, 41.3k, 251k, 1.20M, always three digits from a thousand on. */
export function compact(count: number): string {
  if (count < 1000) return String(count);
  const [scaled, unit] = count < 999_500 ? [count / 1000, 'k'] : [count / 1_000_000, 'M'];
  return `${scaled.toPrecision(3).replace(/e\+3$/, '')}${unit}`;
}

/** Bytes with a decimal unit: 940 B, 5.9 GB. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const words = unit === 0 || value >= 100 ? value.toFixed(0) : value.toPrecision(2);
  return `${words} ${units[unit]}`;
}

/** Time still to go: "40 s", "3 min 5 s", "2 h 10 min". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Time of day, 14:03:12. */
export function clockText(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}

/** Date and time of day, 2026-03-04 14:03. */
export function dateText(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** "1 patch", "48 patches". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** 0.6134 as "61.3%". */
export function percentText(fraction: number): string {
  return `${(fraction * 100).toFixed(1)}%`;
}

/** A long name with its middle left out, so that both ends can be read. */
export function middleEllipsis(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (longest - 1 - head))}`;
}

/** Edges in nanometres, z y x; one number when all are equal. */
export function voxelText(size: { z: number; y: number; x: number }): string {
  const edge = (length: number) => String(Math.round(length * 100) / 100);
  if (size.z === size.y && size.y === size.x) return edge(size.x);
  return `${edge(size.z)} × ${edge(size.y)} × ${edge(size.x)}`;
}
