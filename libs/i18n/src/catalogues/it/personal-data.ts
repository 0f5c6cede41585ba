import type { personalData as source } from '../en/personal-data';

export const personalData: Record<keyof typeof source, string> = {
  title: 'Dati dei clienti',
  lead: 'Che cosa il registro conserva di un cliente: per consegnarlo quando lo chiede, o per cancellarlo. I clienti non hanno un account: indichi Lei quali sessioni sono le sue.',
  name: 'Nome del cliente, o una parte',
  find: 'Cerca',
  nobody: 'Non c’è nessun cliente con questo nome. Ciò che è stato cancellato non si trova più.',
  all_one: '{{count}} sessione',
  all_other: '{{count}} sessioni',
  export: 'Salva ciò che si sa',
  erase: 'Cancella…',
  live: 'Una sessione in corso non si può cancellare: prima la termini.',
  customer: 'Cliente',
  session: 'Sessione',
  when: 'Quando',
  state: 'Stato',
  over: 'Terminata',
  isLive: 'In corso',
  more: 'Si vedono solo le {{count}} più recenti. Scriva una parte più lunga del nome.',
  eraseTitle_one: 'Cancellare ciò che conserva {{count}} sessione?',
  eraseTitle_other: 'Cancellare ciò che conservano {{count}} sessioni?',
  goes: 'Si cancella per sempre: il nome del cliente, ogni riga che ha scritto nella chat, ciò che ha detto alla fine, l’indirizzo che ha ricevuto il suo link e le note delle sessioni in cui non è stato aiutato nessun altro.',
  stays:
    'Resta che qualcuno c’era, ciò che il suo computer ha firmato (prova che cosa ha consentito), ciò che gli operatori hanno scritto nella chat e l’oggetto della sessione. Il registro si verifica ancora.',
  password: 'La Sua password',
  eraseNow: 'Cancella per sempre',
  erased: 'Cancellato. Sessioni: {{sessions}}; righe di chat: {{lines}}.',
};
