import type { personalData as source } from '../en/personal-data';

export const personalData: Record<keyof typeof source, string> = {
  title: 'Dati dei clienti',
  lead: 'Che cosa si sa di un cliente, nelle sessioni e nelle code: per consegnarlo quando lo chiede, o per cancellarlo. I clienti non hanno un account: indichi Lei quali voci sono le sue.',
  name: 'Nome del cliente, o una parte',
  find: 'Cerca',
  nobody: 'Non c’è nessun cliente con questo nome. Ciò che è stato cancellato non si trova più.',
  all_one: '{{count}} voce',
  all_other: '{{count}} voci',
  all_many: '{{count}} voci',
  export: 'Salva ciò che si sa',
  erase: 'Cancella…',
  live: 'Una sessione in corso non si può cancellare: prima la termini.',
  customer: 'Cliente',
  session: 'Sessione o coda',
  when: 'Quando',
  state: 'Stato',
  over: 'Terminata',
  notCome: 'Atteso, non è venuto',
  waits: 'Aspetta ora',
  callBack: 'Chiede una chiamata',
  isLive: 'In corso',
  more: 'Si vedono solo le {{count}} più recenti. Scriva una parte più lunga del nome.',
  eraseTitle_one: 'Cancellare {{count}} voce?',
  eraseTitle_other: 'Cancellare {{count}} voci?',
  eraseTitle_many: 'Cancellare {{count}} voci?',
  goes: 'Si cancella per sempre: il nome del cliente, ogni riga che ha scritto nella chat, ciò che ha detto alla fine, l’indirizzo che ha ricevuto il suo link e, delle sessioni in cui non è stato aiutato nessun altro, le note e gli indirizzi che hanno ricevuto un link mai usato.',
  goesExpected:
    'Si cancella per sempre, di chi era atteso e non è venuto: il nome scritto dall’operatore, gli indirizzi che hanno ricevuto un link mai usato e le note delle sessioni in cui non è stato ammesso nessun cliente.',
  waitNow_one:
    'Un cliente aspetta in questo momento. Perde il suo posto, come se fosse andato via, e la sua pagina lo dice. Ciò che ha scritto si cancella.',
  waitNow_other:
    '{{count}} clienti aspettano in questo momento. Perdono il loro posto, come se fossero andati via, e le loro pagine lo dicono. Ciò che hanno scritto si cancella.',
  waitNow_many:
    '{{count}} clienti aspettano in questo momento. Perdono il loro posto, come se fossero andati via, e le loro pagine lo dicono. Ciò che hanno scritto si cancella.',
  callsGo_one:
    'C’è una chiamata ancora da fare. Nessuno chiamerà: la richiesta si cancella con il numero di telefono e con tutto ciò che ha scritto.',
  callsGo_other:
    'Ci sono {{count}} chiamate ancora da fare. Nessuno chiamerà: le richieste si cancellano con i numeri di telefono e con tutto ciò che hanno scritto.',
  callsGo_many:
    'Ci sono {{count}} chiamate ancora da fare. Nessuno chiamerà: le richieste si cancellano con i numeri di telefono e con tutto ciò che hanno scritto.',
  stays:
    'Resta che qualcuno c’era, ciò che il suo computer ha firmato (prova che cosa ha consentito), ciò che gli operatori hanno scritto nella chat e l’oggetto della sessione. Il registro si verifica ancora.',
  staysExpected:
    'Resta che c’è stata una sessione, ciò che gli operatori hanno scritto nella chat e l’oggetto della sessione. Il registro si verifica ancora.',
  password: 'La Sua password',
  eraseNow: 'Cancella per sempre',
  erased: 'Cancellato. Sessioni: {{sessions}}; righe di chat: {{lines}}; tolti dalle code: {{waiting}}.',
};
