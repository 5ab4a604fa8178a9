// What packs the strips and tiles of TIFF files, undone. Every stream is untrusted: nothing is read
// behind the input's slack or written behind the output's.
export { lzw } from './unpack/lzw';
export { packBits } from './unpack/pack-bits';
export { addLeft8, addLeft16, addLeft32 } from './unpack/left-neighbours';
