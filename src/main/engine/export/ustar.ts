/** Tar files are made of blocks of this many bytes. */
export const tarBlock = 512;

/** Where the bytes of a member lie in its tar file. */
export interface TarMember {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/**
 * A member with its header and padding (POSIX ustar): owner, group and time are 0, so that equal
 * members give equal bytes.
 *
 * @param name ASCII, at most 100 characters
 */
export function tarMember(name: string, bytes: Uint8Array): Uint8Array {
  if (!/^[!-~]{1,100}$/u.test(name)) throw new Error(`${name} does not fit a tar header`);
  const padded = Math.ceil(bytes.length / tarBlock) * tarBlock;
  const member = new Uint8Array(tarBlock + padded);
  const put = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) member[at + i] = text.charCodeAt(i);
  };
  put(0, name);
  put(100, octal(0o644, 8)); // mode
  put(108, octal(0, 8)); // owner
  put(116, octal(0, 8)); // group
  put(124, octal(bytes.length, 12));
  put(136, octal(0, 12)); // time
  put(156, '0'); // a plain file
  put(257, 'ustar\u000000');
  put(148, `${checksum(member).toString(8).padStart(6, '0')}\0 `);
  member.set(bytes, tarBlock);
  return member;
}

/** What ends a tar file: two empty blocks. */
export const tarEnd: Uint8Array = new Uint8Array(2 * tarBlock);

/**
 * Reads the header in an untrusted block.
 *
 * @returns the member's name and size; 'end' for an empty block; null when it is no header of a plain file
 */
export function readTarHeader(block: Uint8Array): { name: string; size: number } | 'end' | null {
  if (block.every((byte) => byte === 0)) return 'end';
  const text = (at: number, length: number): string => {
    const field = block.subarray(at, at + length);
    const end = field.indexOf(0);
    return new TextDecoder('latin1').decode(end < 0 ? field : field.subarray(0, end));
  };
  const number = (at: number, length: number): number => {
    const digits = text(at, length).trim();
    return /^[0-7]+$/u.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  };
  const size = number(124, 12);
  const isFile = block[156] === 0x30 && text(257, 5) === 'ustar' && block[345] === 0;
  if (!isFile || number(148, 8) !== checksum(block) || !Number.isSafeInteger(size)) return null;
  return { name: text(0, 100), size };
}

/** The sum of all bytes of a header, its own field taken as spaces. */
function checksum(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < tarBlock; i++) sum += i >= 148 && i < 156 ? 0x20 : (header[i] ?? 0);
  return sum;
}

/** Octal digits and a closing zero, as long as the field. */
const octal = (value: number, length: number): string =>
  `${value.toString(8).padStart(length - 1, '0')}\0`;
