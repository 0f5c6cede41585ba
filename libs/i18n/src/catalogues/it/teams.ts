/** I team del sito, per gli amministratori. */
export const teams = {
  title: 'Team',
  lead: 'Chi lavora insieme. I supervisori guardano cronologia, rapporti e sessioni attive per team.',
  emptyTitle: 'Ancora nessun team',
  emptyText: 'Metta in un team chi lavora insieme, per vederne sessioni e cifre a parte.',
  add: 'Aggiungi team',
  editTitle: 'Modifica {{name}}',
  name: 'Nome',
  nameWrong: 'Scriva un nome di al massimo 60 caratteri.',
  members: 'Membri',
  membersHint: 'Una persona può essere in più team.',
  membersWrong: 'Al massimo 500 persone.',
  nobody: 'Nessuno',
  'done.archived': '{{name}} è archiviato: non serve più per cercare. I membri restano.',
  'done.restored': '{{name}} è di nuovo un team',
} as const;
