// A console's tab that floods the agent, in a process of its own: the native WebRTC of Node can crash when the far end
// closes the connection in the middle of a `send`, and floods meet that moment. What it needs of the CSR it asks its parent.
const { randomUUID } = require('node:crypto');
const { join } = require('node:path');
const wrtc = require('@roamhq/wrtc');
const client = require(join(__dirname, '../../dist/libs/client/src/index.js'));

const questions = new Map();
const ask = (question, text) =>
  new Promise((resolve, reject) => {
    const id = randomUUID();
    questions.set(id, { resolve, reject });
    process.send({ type: 'ask', id, question, text });
  });

function openTab({ origin, sessionId, accountId, key }) {
  const line = new client.Connection({ baseUrl: origin, ticket: () => ask('ticket') });
  const store = client.memoryStore();
  const outbox = new client.Outbox({ wire: line, store, scope: accountId });
  const witness = new client.Witness({ store, scope: accountId, keys: () => ask('keys') });
  const session = new client.SessionClient({ wire: line, outbox, witness, sessionId, me: { accountId } });
  const links = new client.ConsoleLinks({
    session,
    wire: line,
    port: new client.SocketSignals(line),
    key: { ...key, sign: (text) => ask('sign', text) },
    iceServers: async () => [],
    wrtc,
  });
  links.onAlarm((_far, alarm) => process.send({ type: 'alarm', alarm }));
  line.start();
  return { session, links };
}

/** Sends `batch` of `texts` every `pauseMs` over every link's raw channel, and asks for a link where there is none. */
function flood({ session, links }, { texts, batch, pauseMs }) {
  let sent = 0;
  const round = () => {
    for (const link of links.all) {
      if (link.state.name !== 'ready' || link.buffered('ctl') > 1_000_000) continue;
      for (let n = 0; n < batch; n += 1)
        if (link.connection?.sendText('ctl', texts[(sent + n) % texts.length])) sent += 1;
    }
    for (const device of Object.keys(session.snapshot.session.devices)) links.retry(device);
    setTimeout(round, pauseMs);
  };
  round();
  setInterval(() => process.send({ type: 'sent', sent }), 100);
}

process.on('message', (message) => {
  if (message.type === 'start') flood(openTab(message.tab), message.flood);
  else if (message.error) questions.get(message.id).reject(new Error(message.error));
  else questions.get(message.id).resolve(message.value);
});
process.on('disconnect', () => process.exit());
