/** What the server's own role may do with a table. `append` = add and read, never change or delete (SEC-D2). */
export type TableRights = 'change' | 'append';

/** Every table. One that is missing here stops the migration, so that nobody forgets to think of it. */
export const TABLE_RIGHTS: Readonly<Record<string, TableRights>> = {
  accounts: 'change',
  sign_ins: 'change',
  site_settings: 'change',
  streams: 'change',
  event_headers: 'append',
  event_bodies: 'append',
  commands: 'append',
  socket_tickets: 'change',
  sessions: 'change',
  session_participants: 'change',
  invites: 'change',
  device_credentials: 'change',
  device_codes: 'change',
};
