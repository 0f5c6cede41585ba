import type { CookieSerializeOptions } from '@fastify/cookie';

/** Name and attributes of the sign-in cookie: bound to host and path, out of reach of scripts and other sites. */
export const signInCookie = (publicUrl: string): { name: string; options: CookieSerializeOptions } => {
  const secure = publicUrl.startsWith('https:');
  // Browsers accept the prefix only together with Secure, which plain HTTP cannot have.
  const name = secure ? '__Host-sid' : 'sid';
  return { name, options: { httpOnly: true, secure, sameSite: 'strict', path: '/' } };
};
