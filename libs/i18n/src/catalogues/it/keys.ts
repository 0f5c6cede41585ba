import type { keys as source } from '../en/keys';

export const keys: Record<keyof typeof source, string> = {
  'keys.title': 'Tastiera',
  'keys.home': 'Nella home',
  'keys.session': 'In una sessione',
  'keys.anywhere': 'Ovunque',
  'keys.control': 'Durante il controllo',
  'keys.start': 'Avvia una sessione',
  'keys.help': 'Mostra questo elenco',
  'keys.goHome': 'Vai alla home',
  'keys.escape': 'Chiudi ciò che è aperto',
  'keys.panel': 'Apri o chiudi il pannello laterale',
  'keys.tab': 'Sessione da 1 a 9',
  'keys.release': 'Riprendi la tastiera',
  'palette.title': 'Ricerca e comandi',
  'palette.search': 'Cerca sessioni, persone e comandi',
  'palette.nothing': 'Nessun risultato. Provi con un nome, un numero di sessione o ciò che vuole fare.',
  'palette.commands': 'Qui e ora',
  'palette.sessions': 'Sessioni',
  'palette.places': 'Impostazioni',
};
