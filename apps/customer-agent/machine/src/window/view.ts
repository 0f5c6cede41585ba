import type { Language } from '@relevo/contracts';
import {
  type Capability,
  type ClockReading,
  type LedgerGrant,
  ledgerGrants,
  openPrompt,
} from '@relevo/domain';
import type { AgentModel, AgentView, GrantLine } from './agent-view';
import { choicesOf } from './durations';
import { notices } from './notices';
import { promptText } from './prompt-text';
import { firstName, initialsOf, leftText, type Translate, timeText, translator } from './words';

const ICON: Readonly<Record<Capability, string>> = { 'screen.view': 'eye', 'input.control': 'mouse' };

const grantLine = (grant: LedgerGrant, now: ClockReading, language: Language, t: Translate): GrantLine => {
  const title = t(`grant.${grant.capability}`);
  const time = timeText(grant.since, language);
  return {
    grantId: grant.id,
    icon: ICON[grant.capability],
    title,
    detail:
      grant.endsAt === null
        ? t('grant.untilStopped', { time })
        : t('grant.left', { time, left: leftText(grant.endsAt - now.mono) }),
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
  standing: model.csrName === '' ? '' : t('person.notChecked'),
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

const connectView = (model: AgentModel, t: Translate): AgentView => ({
  ...base(model, t),
  screen: 'connect',
  heading: t('connect.heading', { name: firstName(model.csrName) }),
  facts: [
    { icon: 'lock', text: t('connect.server', { server: model.server }), change: '' },
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
    words: t('idle.words', { name }),
    facts: [
      {
        icon: 'lock',
        text: t(part === 'connecting' ? 'connect.server' : 'idle.server', { server: model.server }),
        change: '',
      },
    ],
  };
};

const promptView = (model: AgentModel, now: ClockReading, t: Translate): AgentView | null => {
  const prompt = openPrompt(model.ledger);
  if (!prompt) return null;
  const text = promptText(prompt, model, t);
  const left = Math.max(0, prompt.deadline - now.mono);
  const { csrName } = prompt.request;
  return {
    ...base({ ...model, csrName }, t),
    screen: 'prompt',
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
  const csrName = (controller ?? live[0])?.csrName ?? model.csrName;
  const name = firstName(csrName);
  return {
    ...base({ ...model, csrName }, t),
    screen: 'granted',
    control: controller !== undefined,
    title: t(controller ? 'window.controls' : 'window.sees', { name, machine: model.machine }),
    canMinimise: false,
    grants: live.map((grant) => grantLine(grant, now, language, t)),
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
  // Two lines of bad news need the room of the hint.
  return { ...view, notices: lines, below: lines.length > 1 && view.stopAll !== '' ? '' : view.below };
};
