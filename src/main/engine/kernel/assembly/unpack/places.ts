// Where tables lie; what the caller puts in begins behind them. What lies below is the compiler's.
export const literalTable: usize = 2048;
export const literalRoom: u32 = 6144;
export const distanceTable: usize = literalTable + 4 * 6144;
export const distanceRoom: u32 = 1024;
export const lengthTable: usize = distanceTable + 4 * 1024;
export const lengthRoom: u32 = 128;
export const literalMeanings: usize = lengthTable + 4 * 128;
export const distanceMeanings: usize = literalMeanings + 4 * 288;
export const lengthMeanings: usize = distanceMeanings + 4 * 32;
/** Bits of the codes of literals and distances. */
export const lengths: usize = lengthMeanings + 4 * 32;
/** How many codes there are of each length, where the first of them is sorted in, and the symbols sorted. */
export const counts: usize = lengths + 512;
export const firsts: usize = counts + 32;
export const sorted: usize = firsts + 32;
/** Of LZW: 4096 entries of 16 bytes, in place of all of these. */
export const strings: usize = 2048;
