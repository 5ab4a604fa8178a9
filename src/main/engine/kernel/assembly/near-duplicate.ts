// Near-duplicates by Hamming distance: who claims whom, and who is nearest in other groups. Each query meets all
// items within the limit, either by comparing all or through chunks of the hash.
//
// The caller lays tables out in memory and passes their addresses.
export { useHashes, placeHashes } from './near-duplicate/hashes';
export { useClaims, countExemplars, settlePlainly, takeExemplars, comparePlainly, dropClaimed } from './near-duplicate/claims';
export { useChunk, enterItems, enterQueries, lookUp } from './near-duplicate/chunk';
export { useNearest, noteFrom, countTouched, forgetTouched, noteAll } from './near-duplicate/nearest';
