/** Name that Croissant's records know the payload's files of one ending by. @param ending with its dot, or '' */
export const fileSetId = (ending: string): string => `payload-${ending.slice(1) || 'other'}`;
