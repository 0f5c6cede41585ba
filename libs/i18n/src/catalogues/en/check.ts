/** Whether support works from where somebody is. */
export const check = {
  title: 'Check your connection',
  lead: 'This looks whether support works from this device and this network. Nothing is shared with anybody.',
  looking: 'One moment…',
  running: 'Checking…',
  again: 'Check again',
  open: 'Check the connection',
  ms: '{{ms}} ms there and back',
  'step.browser': 'This browser',
  'step.server': 'The server',
  'step.line': 'The live line',
  'step.path': 'The direct way for pictures',
  'step.relay': 'The way over a relay',
  'ok.browser': 'It has everything.',
  'ok.line': 'It stays open.',
  'ok.path': 'It is open.',
  'ok.relay': 'It is open.',
  'slow.server':
    'It takes {{ms}} ms there and back: what you do shows late. Another network, or a cable instead of Wi-Fi, may help.',
  'bad.browser':
    'It is too old, or a setting or an add-on forbids direct connections (WebRTC). Try a current Chrome, Edge, Firefox or Safari, without add-ons.',
  'bad.server': 'It does not answer. Check that you are online, and try again.',
  'bad.line':
    'It does not stay open. A proxy or firewall may stop web sockets: try another network, or show this to who looks after yours.',
  'bad.path': 'This network lets no packets out directly (UDP). With a relay support works all the same.',
  'bad.relay':
    'The relay cannot be reached. A firewall may stop it: try another network, or show this to who looks after yours.',
  'overall.ok': 'Support works from here.',
  'overall.slow': 'Support works from here, though not at its best.',
  'overall.bad': 'Support does not work from here as it should. See what is marked above.',
} as const;
