import type { GreyStack } from './grey-stack.ts';

/**
 * The header of an NRRD file whose samples follow at once: axes from the fastest, directions of a grid along
 * the axes with the edges of a voxel in nanometres. A stack without a voxel size states none.
 *
 * @see https://teem.sourceforge.net/nrrd/format.html
 */
export function nrrdHeader(stack: Omit<GreyStack, 'pixels'>): Uint8Array {
  const { sections, height, width, voxelSize } = stack;
  const space = voxelSize && [
    'space dimension: 3',
    `space directions: (${voxelSize.x},0,0) (0,${voxelSize.y},0) (0,0,${voxelSize.z})`,
    'space units: "nm" "nm" "nm"',
  ];
  const lines = [
    'NRRD0004',
    'type: uint8',
    'dimension: 3',
    ...(space ?? []),
    `sizes: ${width} ${height} ${sections}`,
    'kinds: domain domain domain',
    'encoding: raw',
  ];
  return new TextEncoder().encode(`${lines.join('\n')}\n\n`);
}
