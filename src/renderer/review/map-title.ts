import type { EmbeddingMap } from '../../shared/map.ts';
import { counted } from '../element/numbers.ts';

/** What a map shows, and by what. */
export const titleOf = (map: EmbeddingMap): string =>
  `Map of ${counted(map.ordinals.length, 'exemplar')} by ${map.encoder}${map.centreBySource ? ', centred by source' : ''}`;
