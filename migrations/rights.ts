/** What the server's own role may do with a table. `append` = add and read, never change or delete (SEC-D2). */
export type TableRights = 'change' | 'append';

/** What the server's own role may call. The rest of the schema's functions it may not. */
export const FUNCTION_RIGHTS: readonly string[] = ['erase_bodies(uuid, integer[], integer)'];

/** Every table. One that is missing here stops the migration, so that nobody forgets to think of it. */
export const TABLE_RIGHTS: Readonly<Record<string, TableRights>> = {
  accounts: 'change',
  sign_ins: 'change',
  second_steps: 'change',
  recovery_codes: 'change',
  sign_in_challenges: 'change',
  account_links: 'change',
  audit_entries: 'append',
  sign_in_keys: 'change',
  site_settings: 'change',
  site_look: 'change',
  session_types: 'change',
  tracking_codes: 'change',
  start_defaults: 'change',
  api_keys: 'change',
  started_answers: 'change',
  streams: 'change',
  event_headers: 'append',
  event_bodies: 'append',
  commands: 'append',
  chat_marks: 'change',
  checkpoints: 'append',
  log_keys: 'append',
  socket_tickets: 'change',
  sessions: 'change',
  session_participants: 'change',
  live_grants: 'change',
  invites: 'change',
  rings: 'change',
  device_credentials: 'change',
  device_codes: 'change',
  jobs: 'change',
  post_settings: 'change',
  invite_tokens: 'change',
  webhooks: 'change',
  webhook_deliveries: 'change',
  queues: 'change',
  queue_tickets: 'change',
  availabilities: 'change',
  teams: 'change',
  team_members: 'change',
};
