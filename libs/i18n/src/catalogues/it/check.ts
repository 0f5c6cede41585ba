import type { check as english } from '../en/check';

export const check: Record<keyof typeof english, string> = {
  title: 'Controllo della connessione',
  lead: 'Qui si vede se l’assistenza funziona da questo dispositivo e da questa rete. Non si condivide nulla con nessuno.',
  looking: 'Un momento…',
  running: 'Controllo in corso…',
  again: 'Controlla di nuovo',
  open: 'Controlla la connessione',
  ms: '{{ms}} ms tra andata e ritorno',
  'step.browser': 'Questo browser',
  'step.server': 'Il server',
  'step.line': 'La linea dal vivo',
  'step.path': 'La via diretta per le immagini',
  'step.relay': 'La via attraverso un relay',
  'ok.browser': 'Ha tutto quello che serve.',
  'ok.line': 'Resta aperta.',
  'ok.path': 'È aperta.',
  'ok.relay': 'È aperta.',
  'slow.server':
    'Ci vogliono {{ms}} ms tra andata e ritorno: ciò che Lei fa si vede in ritardo. Un’altra rete, o un cavo al posto del Wi-Fi, può aiutare.',
  'bad.browser':
    'È troppo vecchio, oppure un’impostazione o un’estensione vieta le connessioni dirette (WebRTC). Provi con un Chrome, Edge, Firefox o Safari aggiornato, senza estensioni.',
  'bad.server': 'Non risponde. Controlli di essere online e riprovi.',
  'bad.line':
    'Non resta aperta. Un proxy o un firewall può fermare i web socket: provi un’altra rete, o mostri questa pagina a chi si occupa della Sua.',
  'bad.path':
    'Questa rete non lascia uscire pacchetti direttamente (UDP). Con un relay l’assistenza funziona lo stesso.',
  'bad.relay':
    'Il relay non è raggiungibile. Un firewall può fermarlo: provi un’altra rete, o mostri questa pagina a chi si occupa della Sua.',
  'overall.ok': 'L’assistenza funziona da qui.',
  'overall.slow': 'L’assistenza funziona da qui, anche se non al meglio.',
  'overall.bad': 'L’assistenza da qui non funziona come dovrebbe. Guardi ciò che è segnato sopra.',
};
