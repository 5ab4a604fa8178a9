/** The one scheme and host that page, files and pictures are served under. */
export const scheme = 'app';
const host = 'curator';

/** Address of the window's page. */
export const pageAddress = `${scheme}://${host}/`;

/** Whether an address belongs to our own window; everything else is foreign. */
export function isOwnAddress(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === `${scheme}:` && url.host === host;
  } catch {
    return false;
  }
}
