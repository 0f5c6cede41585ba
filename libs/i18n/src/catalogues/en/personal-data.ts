/** What is known of one customer, for administrators. */
export const personalData = {
  title: 'Customers’ data',
  lead: 'What is known of one customer, in sessions and at the queues: to hand it over when they ask, or to erase it. Customers have no account: say yourself which entries are theirs.',
  name: 'Name of the customer, or a part of it',
  find: 'Find',
  nobody: 'There is no customer of this name. What was erased is not found any more.',
  all_one: '{{count}} entry',
  all_other: '{{count}} entries',
  all_many: '{{count}} entries',
  export: 'Save what is known',
  erase: 'Erase…',
  live: 'A session that is still going on cannot be erased: end it first.',
  customer: 'Customer',
  session: 'Session or queue',
  when: 'When',
  state: 'State',
  over: 'Over',
  notCome: 'Expected, did not come',
  waits: 'Waits now',
  callBack: 'Call-back wanted',
  isLive: 'Live',
  more: 'Only the newest {{count}} are shown. Write more of the name.',
  eraseTitle_one: 'Erase {{count}} entry?',
  eraseTitle_other: 'Erase {{count}} entries?',
  eraseTitle_many: 'Erase {{count}} entries?',
  goes: 'Erased for ever: the customer’s name, every line that they wrote in the chat, what they said at the end, the address that got their link, and, of sessions in which nobody else was helped, the notes and the addresses that got a link nobody used.',
  goesExpected:
    'Erased for ever, of who was expected and did not come: the name that the CSR wrote, the addresses that got a link nobody used, and the notes of sessions in which no customer was let in.',
  waitNow_one:
    'A customer waits at this moment. They lose their place, as if they had left, and their page says so. What they wrote is deleted.',
  waitNow_other:
    '{{count}} customers wait at this moment. They lose their places, as if they had left, and their pages say so. What they wrote is deleted.',
  waitNow_many:
    '{{count}} customers wait at this moment. They lose their places, as if they had left, and their pages say so. What they wrote is deleted.',
  callsGo_one:
    'A call-back is still wanted. Nobody will call: the wish is deleted with the telephone number and all that they wrote.',
  callsGo_other:
    '{{count}} call-backs are still wanted. Nobody will call: the wishes are deleted with the telephone numbers and all that they wrote.',
  callsGo_many:
    '{{count}} call-backs are still wanted. Nobody will call: the wishes are deleted with the telephone numbers and all that they wrote.',
  stays:
    'It stays that somebody was there, what their computer signed (it proves what they allowed), what CSRs wrote in the chat, and the session’s subject. The log still verifies.',
  staysExpected:
    'It stays that there was a session, what CSRs wrote in the chat, and the session’s subject. The log still verifies.',
  password: 'Your password',
  eraseNow: 'Erase for ever',
  erased: 'Erased. Sessions: {{sessions}}; chat lines: {{lines}}; taken off queues: {{waiting}}.',
} as const;
