/** Teams of the site, for administrators. */
export const teams = {
  title: 'Teams',
  lead: 'Who works together. Supervisors look at history, reports and live sessions by team.',
  emptyTitle: 'No teams yet',
  emptyText: 'Put people who work together into a team, to see its sessions and figures by themselves.',
  add: 'Add team',
  editTitle: 'Edit {{name}}',
  name: 'Name',
  nameWrong: 'Write a name of at most 60 characters.',
  members: 'Members',
  membersHint: 'One person can be in several teams.',
  membersWrong: 'At most 500 people.',
  nobody: 'Nobody',
  'done.archived': '{{name}} is archived: nobody looks by it any more. Its members stay.',
  'done.restored': '{{name}} is a team again',
} as const;
