import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use the loopback shell: the holder of the one-time token, afterwards of the cookie. */
export interface Session {
  readonly token: string;
  /** Uses the token up; the header that sets the session cookie, or undefined when it is wrong or used. */
  exchange(token: string): string | undefined;
  /** Whether a request's Cookie header carries this session. */
  admits(cookieHeader: string | undefined): boolean;
}

/**
 * Opens a session.
 *
 * @param cookieName unique to the port: browsers share cookies between ports of one host.
 */
export function openSession(cookieName: string): Session {
  const token = randomBytes(32).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  let used = false;
  return {
    token,
    exchange(offered) {
      if (!isSame(offered, token) || used) return undefined;
      used = true;
      return `${cookieName}=${secret}; Path=/; HttpOnly; SameSite=Strict`;
    },
    admits: (cookieHeader) =>
      (cookieHeader ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${cookieName}=`))
        .some((pair) => isSame(pair.slice(cookieName.length + 1), secret)),
  };
}

/** Compares digests, so that neither content nor length of the secret shows in the time taken. */
function isSame(offered: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(secret));
}
