import { renderUnicodeCompact } from 'uqr';

/** What others on the network need to know. */
export interface Lan {
  /** SHA-256 of the certificate, as browsers show it. */
  fingerprint: string;
}

export interface Greeting {
  publicUrl: string;
  /** Null once an account exists. */
  setupToken: string | null;
  dataFolder: string;
  /** Null when the log goes to the same place as this text. */
  logFile: string | null;
  /** null = for this machine, or behind a proxy. */
  lan: Lan | null;
}

const lanLines = (publicUrl: string, { fingerprint }: Lan): string[] => [
  '',
  'On a phone or a second computer in this network, open the address or scan it:',
  renderUnicodeCompact(publicUrl, { border: 1 }),
  'The browser will say that it does not know the certificate: it was made on this machine, for it alone.',
  'Choose "Advanced" and "Proceed" (Safari: "Show details", "visit this website"). To be sure that it is ours,',
  'compare its SHA-256 fingerprint there with this one:',
  `  ${fingerprint.slice(0, 47)}`,
  `  ${fingerprint.slice(48)}`,
];

/** What a person reads when everything runs. */
export function greeting({ publicUrl, setupToken, dataFolder, logFile, lan }: Greeting): string {
  const first = setupToken
    ? [
        '',
        'Nobody has an account yet. Make the first administrator with this link; it works once:',
        `  ${publicUrl}/setup#${setupToken}`,
      ]
    : [];
  return [
    '',
    `Relevo is ready.  Console: ${publicUrl}`,
    ...first,
    ...(lan ? lanLines(publicUrl, lan) : []),
    '',
    'To be the customer: start a session in the console, press Invite, and open the link in another',
    'browser or a private window. To let the CSR see and drive this computer, choose that on the',
    'customer page and run the command that it shows. "npm run demo" shows both sides on one machine.',
    '',
    `Data: ${dataFolder}`,
    ...(logFile ? [`Log:  ${logFile}`] : []),
    'Stop: Ctrl-C',
    '',
  ].join('\n');
}
