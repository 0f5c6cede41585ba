import {
  accountLinkBody,
  accountLinkView,
  accountView,
  addQueueBody,
  addSessionTypeBody,
  addTeamBody,
  addTrackingCodeBody,
  type addWebhookBody,
  apiKeyList,
  apiKeyView,
  askCallBackBody,
  attachBody,
  auditPage,
  availabilityBody,
  availabilityView,
  beginSecondStepBody,
  type CommandEnvelope,
  changedAccount,
  changePasswordBody,
  changeQueueBody,
  changeSessionTypeBody,
  changeSiteSettingsBody,
  changeTeamBody,
  changeTrackingCodeBody,
  type changeWebhookBody,
  codeFormBody,
  colleagueInvite,
  colleagueLinkBody,
  colleagueLinkView,
  colleagueList,
  commandResult,
  confirmSecondStepBody,
  createAccountBody,
  createInviteBody,
  customerParts,
  deviceCodeBody,
  deviceCodeView,
  deviceCredential,
  devicePreview,
  enterQueueBody,
  eraseCustomersBody,
  erasedCustomers,
  eventPage,
  expertInvite,
  expertLinkBody,
  expertLinkView,
  exportCustomersBody,
  type exportQuery,
  forgottenPasswordBody,
  health,
  type historyEventsQuery,
  historyPage,
  historyPeople,
  type historyQuery,
  iceServers,
  iceUrls,
  inviteColleagueBody,
  inviteExpertBody,
  invitePreview,
  invitePreviewMessage,
  inviteView,
  joinAsExpertBody,
  joinBody,
  liveSessionList,
  type liveSessionsQuery,
  logKeys,
  lookBody,
  lookView,
  madeApiKey,
  mailSettingsBody,
  makeApiKeyBody,
  managedAccountList,
  openedHistory,
  orderSessionTypesBody,
  personalDataFile,
  pickBody,
  postSettingsView,
  preferencesBody,
  previewBody,
  previewInviteBody,
  provenBody,
  queueDoor,
  queueList,
  recoveryCodes,
  report,
  reportBody,
  type reportExportQuery,
  type reportQuery,
  resetAccountBody,
  retentionPreview,
  secondStepSecret,
  secondStepView,
  sendInviteBody,
  sessionList,
  sessionView,
  setLanguageBody,
  setRoleBody,
  setupBody,
  setupStateView,
  signInAnswer,
  signInBody,
  signInCodeBody,
  signInList,
  siteSettings,
  siteView,
  smsSettingsBody,
  socketTicket,
  startDefaults,
  startedSession,
  startLists,
  startSessionBody,
  takeOverBody,
  teamList,
  ticketProof,
  ticketView,
  trialView,
  tryMailBody,
  trySmsBody,
  useAccountLinkBody,
  verifiedHistory,
  wallBoard,
  type wallBoardQuery,
  webhookDeliveries,
  webhookList,
  webhookSecret,
} from '@relevo/contracts';
import { z } from 'zod';
import { createRequests, type RestClientOptions } from './requests';

/** `?a=1&b=2` of what is given. */
const queryOf = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(values).filter((pair) => pair[1] !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
};

/** Answers whose body is of no interest. */
const nothing = z.unknown().transform(() => undefined);
const seg = encodeURIComponent;
/** The REST interface as functions. Every method throws `ApiFailure` when it does not succeed. */
export const createRestClient = (options: RestClientOptions) => {
  const { get, post, put, patch, file } = createRequests(options);
  const reportsPath = (everybody: boolean): string => (everybody ? '/site/reports' : '/reports');
  const historyPath = (everybody: boolean): string => (everybody ? '/site/history' : '/history');

  return {
    setupState: () => get('/setup', setupStateView),
    setup: (body: z.input<typeof setupBody>) => post('/setup', accountView, body),
    /** The account, or what a code has to be shown with. */
    signIn: (body: z.input<typeof signInBody>) => post('/sign-in', signInAnswer, body),
    signInWithCode: (body: z.input<typeof signInCodeBody>) => post('/sign-in/code', accountView, body),
    signOut: () => post('/sign-out', nothing),
    signOutEverywhere: () => post('/sign-out-everywhere', nothing),
    me: () => get('/me', accountView),
    setLanguage: (body: z.input<typeof setLanguageBody>) => put('/me/language', accountView, body),
    setPreferences: (body: z.input<typeof preferencesBody>) => put('/me/preferences', accountView, body),
    changePassword: (body: z.input<typeof changePasswordBody>) => post('/me/password', nothing, body),
    ownSignIns: () => get('/me/sign-ins', signInList),
    endSignIn: (signInId: string) => post(`/me/sign-ins/${seg(signInId)}/end`, nothing),
    endOtherSignIns: () => post('/me/sign-ins/end-others', nothing),
    secondStep: () => get('/me/second-step', secondStepView),
    beginSecondStep: (body: z.input<typeof beginSecondStepBody>) =>
      post('/me/second-step/begin', secondStepSecret, body),
    confirmSecondStep: (body: z.input<typeof confirmSecondStepBody>) =>
      post('/me/second-step/confirm', recoveryCodes, body),
    renewRecoveryCodes: (body: z.input<typeof provenBody>) =>
      post('/me/second-step/recovery-codes', recoveryCodes, body),
    turnSecondStepOff: (body: z.input<typeof provenBody>) => post('/me/second-step/off', nothing, body),

    previewAccountLink: (body: z.input<typeof accountLinkBody>) =>
      post('/account-links/preview', accountLinkView, body),
    useAccountLink: (body: z.input<typeof useAccountLinkBody>) => post('/account-links/use', nothing, body),

    forgottenPassword: (body: z.input<typeof forgottenPasswordBody>) =>
      post('/forgotten-password', nothing, body),

    accounts: () => get('/accounts', managedAccountList),
    createAccount: (body: z.input<typeof createAccountBody>) => post('/accounts', changedAccount, body),
    resetAccount: (accountId: string, body: z.input<typeof resetAccountBody>) =>
      post(`/accounts/${seg(accountId)}/reset`, changedAccount, body),
    disableAccount: (accountId: string) => post(`/accounts/${seg(accountId)}/disable`, changedAccount),
    enableAccount: (accountId: string) => post(`/accounts/${seg(accountId)}/enable`, changedAccount),
    setRole: (accountId: string, body: z.input<typeof setRoleBody>) =>
      put(`/accounts/${seg(accountId)}/role`, changedAccount, body),
    /** Changes older than one of them, or the newest. */
    auditEntries: (before?: string) => get(`/audit${before ? `?before=${seg(before)}` : ''}`, auditPage),

    site: () => get('/site', siteView),
    logKeys: () => get('/log-keys', logKeys),
    settings: () => get('/site/settings', siteSettings),
    changeSettings: (part: z.input<typeof changeSiteSettingsBody>) =>
      patch('/site/settings', siteSettings, part),
    retention: (days: number) => get(`/site/retention?days=${days}`, retentionPreview),
    saveLook: (body: z.input<typeof lookBody>) => put('/site/look', lookView, body),

    postSettings: () => get('/site/post', postSettingsView),
    saveMailSettings: (body: z.input<typeof mailSettingsBody>) =>
      put('/site/post/mail', postSettingsView, body),
    saveSmsSettings: (body: z.input<typeof smsSettingsBody>) => put('/site/post/sms', postSettingsView, body),
    tryMail: (body: z.input<typeof tryMailBody>) => post('/site/post/mail/try', trialView, body),
    trySms: (body: z.input<typeof trySmsBody>) => post('/site/post/sms/try', trialView, body),

    customers: (name: string) => get(`/customers?name=${seg(name)}`, customerParts),
    exportCustomers: (body: z.input<typeof exportCustomersBody>) =>
      post('/customers/export', personalDataFile, body),
    eraseCustomers: (body: z.input<typeof eraseCustomersBody>) =>
      post('/customers/erase', erasedCustomers, body),

    startLists: () => get('/site/start-lists', startLists),
    addSessionType: (body: z.input<typeof addSessionTypeBody>) =>
      post('/site/session-types', startLists, body),
    changeSessionType: (typeId: string, body: z.input<typeof changeSessionTypeBody>) =>
      put(`/site/session-types/${seg(typeId)}`, startLists, body),
    orderSessionTypes: (body: z.input<typeof orderSessionTypesBody>) =>
      put('/site/session-types/order', startLists, body),
    addTrackingCode: (body: z.input<typeof addTrackingCodeBody>) =>
      post('/site/tracking-codes', startLists, body),
    changeTrackingCode: (codeId: string, body: z.input<typeof changeTrackingCodeBody>) =>
      put(`/site/tracking-codes/${seg(codeId)}`, startLists, body),
    setCodeForm: (body: z.input<typeof codeFormBody>) => put('/site/code-form', startLists, body),
    /** What one press of "Start session" takes. */
    startDefaults: () => get('/me/start-defaults', startDefaults),
    saveStartDefaults: (body: z.input<typeof startDefaults>) =>
      put('/me/start-defaults', startDefaults, body),

    queues: () => get('/site/queues', queueList),
    addQueue: (body: z.input<typeof addQueueBody>) => post('/site/queues', queueList, body),
    changeQueue: (queueId: string, body: z.input<typeof changeQueueBody>) =>
      put(`/site/queues/${seg(queueId)}`, queueList, body),

    /** Those by which one can look, for who leads. */
    offeredTeams: () => get('/teams', teamList),
    teams: () => get('/site/teams', teamList),
    addTeam: (body: z.input<typeof addTeamBody>) => post('/site/teams', teamList, body),
    changeTeam: (teamId: string, body: z.input<typeof changeTeamBody>) =>
      put(`/site/teams/${seg(teamId)}`, teamList, body),

    queueDoor: (slug: string) => get(`/queues/${seg(slug)}`, queueDoor),
    enterQueue: (slug: string, body: z.input<typeof enterQueueBody>) =>
      post(`/queues/${seg(slug)}/tickets`, ticketView, body),
    ticket: (body: z.input<typeof ticketProof>) => post('/queue-tickets/state', ticketView, body),
    giveUpTicket: (body: z.input<typeof ticketProof>) => post('/queue-tickets/give-up', ticketView, body),
    askCallBack: (body: z.input<typeof askCallBackBody>) =>
      post('/queue-tickets/call-back', ticketView, body),

    setAvailability: (body: z.input<typeof availabilityBody>) =>
      put('/me/availability', availabilityView, body),
    /** Takes a waiting customer: their session starts, and their page goes over into it. */
    pickCustomer: (ticketId: string, body: z.input<typeof pickBody>) =>
      post(`/queue-tickets/${seg(ticketId)}/pick`, sessionView, body),
    /** Lets a customer who is offered to oneself go on to the next colleague. */
    passCustomer: (ticketId: string) => post(`/queue-tickets/${seg(ticketId)}/pass`, nothing),
    /** Called back, or nobody to be reached: nothing is left to do. */
    calledBack: (ticketId: string) => post(`/queue-tickets/${seg(ticketId)}/done`, nothing),
    wallBoard: (query: z.output<typeof wallBoardQuery>) => get(`/wall-board${queryOf(query)}`, wallBoard),

    apiKeys: () => get('/api-keys', apiKeyList),
    /** The secret in its answer is shown only now. */
    makeApiKey: (body: z.input<typeof makeApiKeyBody>) => post('/api-keys', madeApiKey, body),
    revokeApiKey: (keyId: string) => post(`/api-keys/${seg(keyId)}/revoke`, apiKeyView),

    sessions: (state?: 'live' | 'recent') => get(`/sessions${state ? `?state=${state}` : ''}`, sessionList),
    /** Starts a session, or only prepares it with `start: false`. */
    startSession: (body: z.input<typeof startSessionBody>) => post('/sessions', startedSession, body),
    session: (sessionId: string) => get(`/sessions/${seg(sessionId)}`, sessionView),
    startPrepared: (sessionId: string) => post(`/sessions/${seg(sessionId)}/start`, sessionView),
    /** Sends the link of an invite; what becomes of it stands in the session. */
    sendInvite: (sessionId: string, inviteId: string, body: z.input<typeof sendInviteBody>) =>
      post(`/sessions/${seg(sessionId)}/invites/${seg(inviteId)}/deliveries`, nothing, body),
    /** What would be sent, with a link that works. */
    inviteMessage: (sessionId: string, inviteId: string, body: z.input<typeof previewInviteBody>) =>
      post(`/sessions/${seg(sessionId)}/invites/${seg(inviteId)}/message`, invitePreviewMessage, body),
    createInvite: (sessionId: string, body: z.input<typeof createInviteBody>) =>
      post(`/sessions/${seg(sessionId)}/invites`, inviteView, body),

    /** Sessions that were; `everybody` = of the whole site. */
    history: (everybody: boolean, query: z.input<typeof historyQuery>) =>
      get(`${historyPath(everybody)}${queryOf(query)}`, historyPage),
    exportHistory: (everybody: boolean, query: z.input<typeof exportQuery>) =>
      file(`${historyPath(everybody)}/export${queryOf(query)}`),
    historyPeople: () => get('/site/history/people', historyPeople),
    openHistory: (sessionId: string) => get(`/history/${seg(sessionId)}`, openedHistory),
    historyEvents: (sessionId: string, query: z.input<typeof historyEventsQuery>) =>
      get(`/history/${seg(sessionId)}/events${queryOf(query)}`, eventPage),
    /** What `npm run verify-log` would say. */
    verifyHistory: (sessionId: string) => post(`/history/${seg(sessionId)}/verify`, verifiedHistory),

    /** Figures of sessions; `everybody` = of the whole site. */
    report: (everybody: boolean, query: z.input<typeof reportQuery>) =>
      get(`${reportsPath(everybody)}${queryOf(query)}`, report),
    exportReport: (everybody: boolean, query: z.input<typeof reportExportQuery>) =>
      file(`${reportsPath(everybody)}/export${queryOf(query)}`),

    webhooks: () => get('/site/webhooks', webhookList),
    /** The secret in its answer is shown only now. */
    addWebhook: (body: z.input<typeof addWebhookBody>) => post('/site/webhooks', webhookSecret, body),
    changeWebhook: (webhookId: string, body: z.input<typeof changeWebhookBody>) =>
      put(`/site/webhooks/${seg(webhookId)}`, webhookList, body),
    renewWebhook: (webhookId: string) => post(`/site/webhooks/${seg(webhookId)}/renew`, webhookSecret),
    removeWebhook: (webhookId: string) => post(`/site/webhooks/${seg(webhookId)}/remove`, webhookList),
    testWebhook: (webhookId: string) => post(`/site/webhooks/${seg(webhookId)}/test`, nothing),
    webhookDeliveries: (webhookId: string) =>
      get(`/site/webhooks/${seg(webhookId)}/deliveries`, webhookDeliveries),
    /** Posts the same message once more. */
    webhookAgain: (webhookId: string, deliveryId: string) =>
      post(`/site/webhooks/${seg(webhookId)}/deliveries/${seg(deliveryId)}/again`, nothing),

    colleagues: () => get('/colleagues', colleagueList),
    /** Asks a colleague in: their console rings, or a link is made for whoever signs in with it. */
    inviteColleague: (sessionId: string, body: z.input<typeof inviteColleagueBody>) =>
      post(`/sessions/${seg(sessionId)}/colleagues`, colleagueInvite, body),
    /** Asks somebody from outside in, for this session alone. */
    inviteExpert: (sessionId: string, body: z.input<typeof inviteExpertBody>) =>
      post(`/sessions/${seg(sessionId)}/experts`, expertInvite, body),
    previewExpertLink: (body: z.input<typeof expertLinkBody>) =>
      post('/expert-links/preview', expertLinkView, body),
    joinAsExpert: (body: z.input<typeof joinAsExpertBody>) => post('/expert-links/join', accountView, body),
    acceptRing: (sessionId: string, inviteId: string) =>
      post(`/sessions/${seg(sessionId)}/join`, sessionView, { inviteId }),
    declineRing: (sessionId: string, inviteId: string) =>
      post(`/sessions/${seg(sessionId)}/decline`, nothing, { inviteId }),
    previewColleagueLink: (body: z.input<typeof colleagueLinkBody>) =>
      post('/colleague-links/preview', colleagueLinkView, body),
    joinByColleagueLink: (body: z.input<typeof colleagueLinkBody>) =>
      post('/colleague-links/join', sessionView, body),

    liveSessions: (query: z.input<typeof liveSessionsQuery> = {}) =>
      get(`/live-sessions${queryOf(query)}`, liveSessionList),
    /** Comes in as a supervisor; everybody in the session sees it. */
    supervise: (sessionId: string) => post(`/sessions/${seg(sessionId)}/supervise`, sessionView),
    takeOver: (sessionId: string, body: z.input<typeof takeOverBody>) =>
      post(`/sessions/${seg(sessionId)}/take-over`, sessionView, body),

    previewInvite: (body: z.input<typeof previewBody>) => post('/invites/preview', invitePreview, body),
    join: (body: z.input<typeof joinBody>) => post('/invites/join', deviceCredential, body),
    reportCall: (body: z.input<typeof reportBody>) => post('/invites/report', nothing, body),

    createDeviceCode: () => post('/devices/codes', deviceCodeView),
    previewDevice: (body: z.input<typeof deviceCodeBody>) => post('/devices/preview', devicePreview, body),
    attachDevice: (body: z.input<typeof attachBody>) => post('/devices/attach', deviceCredential, body),

    socketTicket: () => post('/socket-tickets', socketTicket),
    iceServers: (sessionId: string) => get(`/ice-servers?session=${seg(sessionId)}`, iceServers),
    iceUrls: () => get('/ice-servers/urls', iceUrls),
    alive: () => get('/health/live', health),

    /** The same envelope as over the socket. */
    command: (envelope: CommandEnvelope) =>
      post(`/streams/${seg(envelope.stream)}/commands`, commandResult, envelope),
    events: (stream: string, since: number, limit = 200) =>
      get(`/streams/${seg(stream)}/events?since=${since}&limit=${limit}`, eventPage),
  };
};
export type RestClient = ReturnType<typeof createRestClient>;
