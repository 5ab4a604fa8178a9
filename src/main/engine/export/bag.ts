// BagIt 1.0 (RFC 8493): plain text around a payload, so that any archive can check it without us.

/** The whole of `bagit.txt`. */
export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/**
 * The whole of `bag-info.txt`. The date is left out, since the same work gives the same bytes.
 *
 * @param title empty for none
 */
export function bagInfo(about: {
  readonly title: string;
  readonly software: string;
  readonly bytes: number;
  readonly files: number;
}): string {
  const title = about.title.replaceAll(/\s+/gu, ' ').trim();
  return [
    ...(title === '' ? [] : [`External-Description: ${title}`]),
    `Bag-Software-Agent: ${about.software}`,
    `Payload-Oxum: ${about.bytes}.${about.files}`,
    '',
  ].join('\n');
}

/** One line of a bag's manifest. The three characters that its text cannot hold are percent-encoded. */
export function sumLine(sha256: string, path: string): string {
  const escaped = path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
  return `${sha256}  ${escaped}\n`;
}

/** A line of a bag's manifest read back, or null where it is none. @param digits of the checksum, in hex */
export function readSumLine(
  line: string,
  digits: number,
): { readonly sum: string; readonly path: string } | null {
  const parts = /^(?<sum>[0-9A-Fa-f]+)[ \t]+\*?(?<path>.+)$/u.exec(line)?.groups;
  const { sum, path } = parts ?? {};
  if (sum?.length !== digits || path === undefined) return null;
  const unescaped = path
    .replaceAll(/%0A/giu, '\n')
    .replaceAll(/%0D/giu, '\r')
    .replaceAll('%25', '%');
  return { sum: sum.toLowerCase(), path: unescaped };
}
