/** Le squadre del sito, per gli amministratori. */
export const teams = {
  title: 'Squadre',
  lead: 'Chi lavora insieme. I supervisori guardano cronologia, rapporti e sessioni attive per squadra.',
  emptyTitle: 'Ancora nessuna squadra',
  emptyText: 'Metta in una squadra chi lavora insieme, per vederne sessioni e cifre a parte.',
  add: 'Aggiungi squadra',
  editTitle: 'Modifica {{name}}',
  name: 'Nome',
  nameWrong: 'Scriva un nome di al massimo 60 caratteri.',
  members: 'Membri',
  membersHint: 'Una persona può essere in più squadre.',
  membersWrong: 'Al massimo 500 persone.',
  nobody: 'Nessuno',
  'done.archived': '{{name}} è archiviata: nessuno cerca più per essa. I membri restano.',
  'done.restored': '{{name}} è di nuovo una squadra',
} as const;
