import type { common as source } from '../en/common';

export const common: Record<keyof typeof source, string> = {
  close: 'Chiudi',
  cancel: 'Annulla',
  save: 'Salva',
  saved: 'Salvato',
  retry: 'Riprova',
  copy: 'Copia',
  copied: 'Copiato',
  loading: 'Caricamento…',
  reload: 'Ricarica',
  back: 'Indietro',
  you: 'Lei',
  olderMessages: 'Mostra messaggi precedenti',
  language: 'Lingua',
  theme: 'Aspetto',
  'theme.light': 'Chiaro',
  'theme.dark': 'Scuro',
  'theme.auto': 'Come nel sistema',
  'time.justNow': 'adesso',
  'time.minutes': '{{minutes}} min',
  'time.hoursMinutes': '{{hours}} h {{minutes}} min',
  'quality.good': 'Buona',
  'quality.fair': 'Discreta',
  'quality.poor': 'Scarsa',
  'quality.none': 'Nessuna connessione',
  'quality.connecting': 'Connessione…',
  'insecure.title': 'Questo indirizzo non è sicuro',
  'insecure.visitor':
    'È arrivato a {{host}} con HTTP non cifrato. Così il browser non dà a questa pagina né chiavi né fotocamera né schermo, e non si può aiutare nessuno. Apra l’indirizzo che comincia con https:// oppure lo chieda a chi glielo ha mandato.',
  'insecure.operator':
    'Per chi gestisce questo server: imposti TLS_CERT e TLS_KEY, oppure metta davanti un proxy inverso con TLS e imposti PUBLIC_URL e TRUST_PROXY. Per provare nella propria rete: npm start -- --lan',
};
