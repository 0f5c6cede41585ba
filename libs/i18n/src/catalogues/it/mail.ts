import type { mail as source } from '../en/mail';

export const mail: Record<keyof typeof source, string> = {
  'invite.subject': '{{by}} di {{organisation}} vuole aiutarla',
  'invite.title': '{{by}} vuole aiutarla',
  'invite.lead': '{{by}} di {{organisation}} La invita a una sessione di assistenza: «{{about}}».',
  'invite.leadPlain': '{{by}} di {{organisation}} La invita a una sessione di assistenza.',
  'invite.promise':
    'Non potrà vedere né fare nulla sul Suo dispositivo finché Lei non lo consente, e Lei può fermare tutto in qualsiasi momento.',
  'invite.button': 'Apri la sessione',
  'invite.minutes_one': 'Il link funziona una volta, per un minuto da adesso.',
  'invite.minutes_other': 'Il link funziona una volta, per {{count}} minuti da adesso.',
  'invite.minutes_many': 'Il link funziona una volta, per {{count}} minuti da adesso.',
  'invite.warning':
    'Non se lo aspettava? Allora non apra il link. Nessuno di {{organisation}} Le chiederà password o denaro.',
  'invite.sms': '{{by}} ({{organisation}}) vuole aiutarla. Apra solo se se lo aspetta: {{link}}',
  'colleague.subject': '{{by}} chiede aiuto in una sessione di assistenza',
  'colleague.title': '{{by}} chiede il Suo aiuto',
  'colleague.lead': '{{by}} Le chiede di entrare nella sessione di assistenza «{{about}}».',
  'colleague.leadPlain': '{{by}} Le chiede di entrare in una sessione di assistenza.',
  'colleague.promise': 'Acceda alla Sua console per vedere di che cosa si tratta; entrerà come assistente.',
  'colleague.button': 'Apri nella console',
  'colleague.warning': 'Solo chi ha un account di {{organisation}} può usare questo link.',
  'colleague.sms': '{{by}} Le chiede di entrare in una sessione di assistenza: {{link}}',
  'expert.subject': '{{by}} di {{organisation}} chiede il Suo aiuto',
  'expert.title': '{{by}} chiede il Suo aiuto',
  'expert.lead':
    '{{by}} di {{organisation}} Le chiede di entrare come esperto esterno nella sessione di assistenza «{{about}}».',
  'expert.leadPlain':
    '{{by}} di {{organisation}} Le chiede di entrare come esperto esterno in una sessione di assistenza.',
  'expert.promise':
    'Non Le serve un account. Prima leggerà che cosa potrà fare; poi entrerà con il Suo nome.',
  'expert.button': 'Apri la sessione',
  'expert.warning': 'Il link è solo per Lei: entra chi lo apre per primo. Non lo inoltri.',
  'expert.sms':
    '{{by}} ({{organisation}}) Le chiede di entrare in una sessione di assistenza. Solo per Lei: {{link}}',
  'reset.subject': 'Scelga una nuova password per {{organisation}}',
  'reset.title': 'Scelga una nuova password',
  'reset.lead': 'Qualcuno, probabilmente Lei, ha detto di aver dimenticato la password di {{email}}.',
  'reset.promise':
    'La nuova password chiude tutti gli accessi di questo account. Il secondo passaggio resta com’è.',
  'reset.button': 'Scegli una nuova password',
  'reset.warning': 'Non è stata una Sua richiesta? Allora non faccia nulla: la password resta com’è.',
  'changed.subject': 'La Sua password di {{organisation}} è stata cambiata',
  'changed.title': 'La Sua password è stata cambiata',
  'changed.lead': 'La password di {{email}} è stata cambiata il {{at}} ({{zone}}).',
  'changed.promise': 'Gli altri accessi di questo account sono stati chiusi.',
  'changed.warning': 'Non è stata una Sua scelta? Avvisi subito un amministratore di {{organisation}}.',
  'trial.subject': 'Un’e-mail di prova di {{organisation}}',
  'trial.title': 'Le e-mail arrivano',
  'trial.lead':
    'Questa e-mail è stata inviata dalle impostazioni di {{organisation}}, per vedere se le e-mail arrivano.',
  'trial.sms': 'Un SMS di prova di {{organisation}}: arriva.',
  linkText: 'Se il pulsante non funziona, copi questo indirizzo nel browser:',
  footer: 'Inviata dal sito di assistenza di {{organisation}}. Nessuno legge le risposte a questo indirizzo.',
};
