/** Where the script below is served. */
export const POLICY_PATH = '/relevo-policy.js';

/**
 * The one Trusted Types policy of our pages, made before any other script runs and the only one that the header allows.
 * Text that is assigned as HTML may hold no element (the component library sets the text of <style> so); scripts and
 * workers come from our own origin; strings never become code.
 */
export const policyScript = `'use strict';
if (window.trustedTypes) {
  trustedTypes.createPolicy('default', {
    createHTML: (text) => {
      if (text.includes('<')) throw new TypeError('HTML from text is not allowed here');
      return text;
    },
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError('A script of another origin');
      return url;
    },
  });
}
`;
