import type { Language } from '@relevo/contracts';
import {
  type Capability,
  type ClockReading,
  type LedgerGrant,
  ledgerGrants,
  openPrompt,
} from '@relevo/domain';
import type { AgentModel, AgentView, Fact, GrantLine } from './agent-view';
import { choicesOf } from './durations';
import { notices } from './notices';
import { belongingOf, promptText } from './prompt-text';
import { comparison, standingOf } from './safety-card';
import { firstName, initialsOf, leftText, type Translate, timeText, translator } from './words';

const ICON: Readonly<Record<Capability, string>> = { 'screen.view': 'eye', 'input.control': 'mouse' };

/** The seconds that are left are counted only at the end: a desktop on which nothing happens stays as it is. */
const COUNTED_MS = 60_000;

const timeOf = (grant: LedgerGrant, now: ClockReading, language: Language, t: Translate): string => {
  const time = timeText(grant.since, language);
  if (grant.endsAt === null || grant.until === null) return t('grant.untilStopped', { time });
  const left = grant.endsAt - now.mono;
  return left > COUNTED_MS
    ? t('grant.until', { time, end: timeText(grant.until, language) })
    : t('grant.left', { time, left: leftText(left) });
};

const grantLine = (grant: LedgerGrant, now: ClockReading, language: Language, t: Translate): GrantLine => {
  const title = t(`grant.${grant.capability}`);
  return {
    grantId: grant.id,
    icon: ICON[grant.capability],
    title,
    detail: timeOf(grant, now, language, t),
    stop: t('grant.stop'),
    label: t('grant.stopLabel', { what: title }),
  };
};

const base = (model: AgentModel, t: Translate): AgentView => ({
  screen: 'idle',
  control: false,
  title: t('window.help', { machine: model.machine }),
  canMinimise: true,
  minimiseLabel: t('window.minimise'),
  initials: initialsOf(model.csrName),
  person: model.csrName,
  organisation: model.organisation,
  standing: model.csrName === '' ? '' : standingOf(model, model.csrId, t),
  checked: model.safety[model.csrId]?.standing === 'checked',
  safety: null,
  heading: '',
  words: '',
  facts: [],
  choices: [],
  grants: [],
  notices: [],
  prompt: null,
  no: '',
  yes: '',
  stopAll: '',
  below: '',
  footer: t('footer.nothing'),
  leave: t('footer.leave'),
});

const serverFact = ({ address, server }: AgentModel, t: Translate): Fact => ({
  icon: address === 'plain' ? 'alarm' : 'lock',
  text: t(`connect.${address}`, { server }),
  change: '',
});

const connectView = (model: AgentModel, t: Translate): AgentView => ({
  ...base(model, t),
  screen: 'connect',
  heading: t('connect.heading', { name: firstName(model.csrName) }),
  facts: [
    serverFact(model, t),
    ...(model.customerName === ''
      ? []
      : [{ icon: 'person', text: t('connect.customer', { name: model.customerName }), change: '' }]),
    { icon: 'yes', text: t('connect.safe', { name: firstName(model.csrName) }), change: '' },
    { icon: 'hand', text: t('connect.scam'), change: '' },
  ],
  no: t('connect.no'),
  yes: t('connect.yes'),
  below: t('footer.nothing'),
  footer: '',
  leave: '',
});

const idleView = (model: AgentModel, t: Translate): AgentView => {
  const name = firstName(model.csrName);
  const part = model.stage === 'connecting' ? 'connecting' : model.stage === 'waiting' ? 'waiting' : 'idle';
  return {
    ...base(model, t),
    heading: t(`${part}.heading`, { name }),
    safety: part === 'idle' ? comparison(model, model.csrId, t('safety.compare', { name }), t) : null,
    words: t('idle.words', { name }),
    facts: [
      part === 'connecting'
        ? serverFact(model, t)
        : { icon: 'lock', text: t('idle.server', { server: model.server }), change: '' },
    ],
  };
};

const promptView = (model: AgentModel, now: ClockReading, t: Translate): AgentView | null => {
  const prompt = openPrompt(model.ledger);
  if (!prompt) return null;
  const text = promptText(prompt, model, t);
  const organisation = belongingOf(model, prompt.request.guestOf, t);
  const left = Math.max(0, prompt.deadline - now.mono);
  const { csrId, csrName } = prompt.request;
  return {
    ...base({ ...model, csrId, csrName, organisation }, t),
    screen: 'prompt',
    standing: standingOf(model, csrId, t, 'withCode'),
    canMinimise: false,
    heading: text.heading,
    // The row of durations takes the place of the line that opened it.
    facts: model.choosing ? text.facts.slice(0, -1) : text.facts,
    choices: model.choosing ? choicesOf(text.longest, model.minutes, t) : [],
    prompt: {
      requestId: prompt.request.requestId,
      seconds: t('ask.seconds', { seconds: Math.ceil(left / 1000) }),
      left: left / Math.max(1, prompt.request.patienceMs),
    },
    no: t('ask.no'),
    yes: t('ask.yes'),
    below: t('ask.silence'),
    footer: '',
    leave: '',
  };
};

const grantedView = (model: AgentModel, now: ClockReading, language: Language, t: Translate): AgentView => {
  const live = ledgerGrants(model.ledger);
  const controller = live.find((grant) => grant.capability === 'input.control');
  const shown = controller ?? live[0];
  const { csrId, csrName } = shown ?? model;
  const organisation = belongingOf(model, shown?.guestOf, t);
  const name = firstName(csrName);
  return {
    ...base({ ...model, csrId, csrName, organisation }, t),
    screen: 'granted',
    safety: comparison({ ...model, csrName }, csrId, t('safety.short'), t),
    control: controller !== undefined,
    title: t(controller ? 'window.controls' : 'window.sees', { name, machine: model.machine }),
    canMinimise: false,
    grants: live.map((grant) => {
      const line = grantLine(grant, now, language, t);
      // What another holds beside the one above says so.
      return grant.csrId === csrId
        ? line
        : { ...line, detail: `${firstName(grant.csrName)}: ${line.detail}` };
    }),
    stopAll: t('grant.stopAll'),
    below: t('grant.hotkey'),
  };
};

const endedView = (model: AgentModel, t: Translate): AgentView => ({
  ...base(model, t),
  screen: 'ended',
  heading: t(`ended.${model.end.heading}`),
  words: model.end.detail,
  facts: [
    {
      icon: 'yes',
      text:
        model.organisation === ''
          ? t('footer.nothing')
          : t('ended.nothing', { organisation: model.organisation }),
      change: '',
    },
  ],
  leave: t('ended.close'),
  footer: t('ended.thanks'),
});

/** What the window shows, from what the agent knows. Pure: `now` is the only clock. */
export const agentView = (model: AgentModel, now: ClockReading, language: Language): AgentView => {
  const t = translator(language);
  if (model.stage === 'connect') return connectView(model, t);
  if (model.stage === 'ended') return endedView(model, t);
  const view =
    promptView(model, now, t) ??
    (ledgerGrants(model.ledger).length > 0 ? grantedView(model, now, language, t) : idleView(model, t));
  const lines = notices(model, t);
  const granted = view.stopAll !== '';
  return {
    ...view,
    notices: lines,
    // Bad news need room: of the hint, of what is known already, of what can wait.
    below: granted && (lines.length > 1 || view.grants.length > 2) ? '' : view.below,
    words: lines.length > 0 && view.safety ? '' : view.words,
    safety: lines.length > 0 && granted ? null : view.safety,
  };
};
