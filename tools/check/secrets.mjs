/** What secrets look like. `fake` tells what only looks like one. */
const PATTERNS = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*\n?[A-Za-z0-9+/=]{40}/],
  ['a key of a cloud', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b/],
  [
    'a token of a code host',
    /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|glpat-[A-Za-z0-9_-]{20})\b/,
  ],
  ['a token of a registry', /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s$]{10}/],
  ['a token of a chat', /\bxox[abprs]-[A-Za-z0-9-]{20}/],
  ['a key of a payment service', /\b[sr]k_live_[A-Za-z0-9]{20}/],
  ['a signed token', /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20}/],
  [
    'a password in an address',
    /\b(?:postgres(?:ql)?|rediss?|https?|amqps?):\/\/[^\s:/@'"`$<]+:(?!(?:password|pw|hunter2|x|secret)@)[^\s:/@'"`${<]{4,}@/,
  ],
  [
    'a value of a secret setting',
    /\b(?:SITE_SECRET|TURN_SECRET|SETUP_TOKEN|PASSWORD|PGPASSWORD)\s*[=:]\s*['"]?(?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Z])[A-Za-z0-9+/_-]{20,}/,
  ],
];

/** Files whose name says that they hold secrets. */
const NAMES = /(^|\/)(\.env|id_(rsa|dsa|ecdsa|ed25519)|.+\.(pem|p12|pfx|jks|keystore))$/;

/** Secrets that lie in the tree, as lines "file:line: what it is". SEC-S1 */
export function secretFaults(file, text) {
  const named = NAMES.test(file)
    ? [`${file}: a file of this name holds secrets: it does not belong here`]
    : [];
  const found = PATTERNS.flatMap(([what, pattern]) => {
    const match = pattern.exec(text);
    if (!match) return [];
    const line = text.slice(0, match.index).split('\n').length;
    return [`${file}:${line}: looks like ${what}: take it out, and replace the secret where it is used`];
  });
  return [...named, ...found];
}
