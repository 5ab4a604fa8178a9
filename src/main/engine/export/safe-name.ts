import { createHash } from 'node:crypto';

/** A name of 255 bytes is the limit of most file systems; room is left for an extension, a number and `.partial`. */
const mostBytes = 200;

const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/iu;
// Separators, what Windows forbids, control and invisible or direction-turning characters.
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/gu;

/**
 * A name that can be one file or folder on every system: no separators, no `..`, no name that Windows keeps
 * for itself, no leading dot, dash or formula sign, no trailing dot or space, at most 200 bytes.
 */
export function safeName(name: string): string {
  return shortened(cleaned(name), mostBytes);
}

/** True for names that `safeName` or a register may have handed out, with or without an extension. */
export function isSafeName(name: string): boolean {
  return cleaned(name) === name && Buffer.byteLength(name) <= 255;
}

/** Hands out safe names, each once: where two differ only by case or not at all, the later gets `~2`, `~3` ... */
export class NameRegister {
  private readonly taken = new Set<string>();
  private readonly most: number;

  /** @param reserved bytes that will be put behind each name */
  constructor(reserved = 0) {
    this.most = mostBytes - reserved;
  }

  /** A safe name like `name` that was not handed out before; depends on the order of calls alone. */
  claim(name: string): string {
    const safe = shortened(cleaned(name), this.most);
    let free = safe;
    for (let count = 2; this.taken.has(folded(free)); count++) free = `${safe}~${count}`;
    this.taken.add(folded(free));
    return free;
  }
}

/** Equal for names that a case-insensitive disk cannot tell apart. */
function folded(name: string): string {
  return name.toUpperCase().toLowerCase();
}

function shortened(name: string, most: number): string {
  if (Buffer.byteLength(name) <= most) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 12);
  let start = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > most - digest.length - 1) break;
    start += character;
  }
  return `${start}~${digest}`;
}

function cleaned(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^[\s.\-=+@'~]+/u, '_')
    .replace(/[\s.]+$/u, '_');
  return plain === '' || reserved.test(plain) ? `_${plain}` : plain;
}
