/** A day of the calendar as it is written, such as 2026-11-26; null for any other text. */
export function publicationDay(text: string): string | null {
  const day = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return null;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null;
}

/** A web address as it is written; null for any other text. Blanks, quotes and brackets have no place in one. */
export function webAddress(text: string): string | null {
  const plain = text.trim();
  return /^https?:\/\/[^\s"'<>\\^`{|}/?#]+(?:[/?#][^\s"'<>\\^`{|}]*)?$/u.test(plain) ? plain : null;
}

/** `10.1234/abc` out of a DOI however it is written, or null. */
export function doiOf(text: string): string | null {
  const plain = text.trim().replace(/^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|doi:\s*)/iu, '');
  return /^10\.\d{4,9}(?:\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/u.test(plain) ? plain : null;
}

export const doiAddress = (doi: string): string => `https://doi.org/${encodeURI(doi)}`;

/** Where something is published: the address of its DOI, or the web address itself; null for any other text. */
export function publishedAt(text: string): string | null {
  const doi = doiOf(text);
  return doi ? doiAddress(doi) : webAddress(text);
}
