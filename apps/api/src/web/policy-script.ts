/** Where the script below is served. */
export const POLICY_PATH = '/relevo-policy.js';

/**
 * The one Trusted Types policy of our pages, made before any other script runs and the only one that the header allows:
 * scripts and workers come from our own origin, and text becomes neither HTML nor code. zod is told so beforehand,
 * because it would try `new Function`, which the browser reports as an attack.
 */
export const policyScript = `'use strict';
window.__zod_globalConfig = { jitless: true };
if (window.trustedTypes) {
  trustedTypes.createPolicy('default', {
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError('A script of another origin');
      return url;
    },
  });
}
`;
