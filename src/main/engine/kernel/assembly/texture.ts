// Fast twins of the four texture maps; see the plain versions for what they compute.
export { localBinaryPattern } from './texture/local-binary-pattern';
export { localEntropy } from './texture/local-entropy';
export { localGeometricMean } from './texture/local-geometric-mean';
export { blurRows, blurColumns, gradients, edges } from './texture/canny';
export { histogram, sumOfPowers } from './texture/map-statistics';
