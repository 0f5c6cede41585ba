import type { common as source } from '../en/common';

export const common: Record<keyof typeof source, string> = {
  close: 'Cerrar',
  cancel: 'Cancelar',
  save: 'Guardar',
  saved: 'Guardado',
  retry: 'Reintentar',
  copy: 'Copiar',
  copied: 'Copiado',
  loading: 'Cargando…',
  reload: 'Recargar',
  back: 'Volver',
  you: 'Usted',
  olderMessages: 'Ver mensajes anteriores',
  language: 'Idioma',
  theme: 'Apariencia',
  'theme.light': 'Clara',
  'theme.dark': 'Oscura',
  'theme.auto': 'Como en el sistema',
  'time.justNow': 'ahora',
  'time.minutes': '{{minutes}} min',
  'time.hoursMinutes': '{{hours}} h {{minutes}} min',
  'quality.good': 'Buena',
  'quality.fair': 'Regular',
  'quality.poor': 'Mala',
  'quality.none': 'Sin conexión',
  'quality.connecting': 'Conectando…',
  'insecure.title': 'Esta dirección no es segura',
  'insecure.visitor':
    'Ha llegado a {{host}} por HTTP sin cifrar. Así el navegador no da a esta página claves, cámara ni pantalla, y no se puede ayudar a nadie. Abra la dirección que empieza por https:// o pídala a quien se la envió.',
  'insecure.operator':
    'Para quien lleva este servidor: defina TLS_CERT y TLS_KEY, o ponga delante un proxy inverso con TLS y defina PUBLIC_URL y TRUST_PROXY. Para probar en su propia red: npm start -- --lan',
};
