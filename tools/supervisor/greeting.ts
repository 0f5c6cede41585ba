export interface Greeting {
  publicUrl: string;
  /** Null once an account exists. */
  setupToken: string | null;
  dataFolder: string;
  /** Null when the log goes to the same place as this text. */
  logFile: string | null;
}

/** What a person reads when everything runs. */
export function greeting({ publicUrl, setupToken, dataFolder, logFile }: Greeting): string {
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
