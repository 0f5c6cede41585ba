import type { mail as source } from '../en/mail';

export const mail: Record<keyof typeof source, string> = {
  'invite.subject': '{{by}}, de {{organisation}}, quiere ayudarle',
  'invite.title': '{{by}} quiere ayudarle',
  'invite.lead': '{{by}}, de {{organisation}}, le invita a una sesión de asistencia: «{{about}}».',
  'invite.leadPlain': '{{by}}, de {{organisation}}, le invita a una sesión de asistencia.',
  'invite.promise':
    'No podrá ver ni hacer nada en su dispositivo hasta que usted lo permita, y puede detenerlo en cualquier momento.',
  'invite.button': 'Abrir la sesión',
  'invite.minutes_one': 'El enlace funciona una vez, durante un minuto a partir de ahora.',
  'invite.minutes_other': 'El enlace funciona una vez, durante {{count}} minutos a partir de ahora.',
  'invite.minutes_many': 'El enlace funciona una vez, durante {{count}} minutos a partir de ahora.',
  'invite.warning':
    '¿No lo esperaba? Entonces no abra el enlace. Nadie de {{organisation}} le pedirá contraseñas ni dinero.',
  'invite.sms': '{{by}} ({{organisation}}) quiere ayudarle. Abra el enlace solo si lo espera: {{link}}',
  'colleague.subject': '{{by}} pide su ayuda en una sesión de asistencia',
  'colleague.title': '{{by}} pide su ayuda',
  'colleague.lead': '{{by}} le pide que entre en la sesión de asistencia «{{about}}».',
  'colleague.leadPlain': '{{by}} le pide que entre en una sesión de asistencia.',
  'colleague.promise': 'Entre en su consola para ver de qué se trata; participará como asistente.',
  'colleague.button': 'Abrir en la consola',
  'colleague.warning': 'Solo quien tiene una cuenta de {{organisation}} puede usar este enlace.',
  'colleague.sms': '{{by}} le pide que entre en una sesión de asistencia: {{link}}',
  'expert.subject': '{{by}}, de {{organisation}}, pide su ayuda',
  'expert.title': '{{by}} pide su ayuda',
  'expert.lead':
    '{{by}}, de {{organisation}}, le pide que entre como experto externo en la sesión de asistencia «{{about}}».',
  'expert.leadPlain':
    '{{by}}, de {{organisation}}, le pide que entre como experto externo en una sesión de asistencia.',
  'expert.promise':
    'No necesita ninguna cuenta. Primero leerá lo que podrá hacer; después entrará con su nombre.',
  'expert.button': 'Abrir la sesión',
  'expert.warning': 'El enlace es solo para usted: entra quien lo abre primero. No lo reenvíe.',
  'expert.sms':
    '{{by}} ({{organisation}}) le pide que entre en una sesión de asistencia. Solo para usted: {{link}}',
  'reset.subject': 'Elija una contraseña nueva para {{organisation}}',
  'reset.title': 'Elija una contraseña nueva',
  'reset.lead': 'Alguien, probablemente usted, ha dicho que olvidó la contraseña de {{email}}.',
  'reset.promise':
    'La contraseña nueva cierra todos los accesos de esta cuenta. Su segundo paso sigue como está.',
  'reset.button': 'Elegir una contraseña nueva',
  'reset.warning': '¿No fue usted? Entonces no haga nada: su contraseña sigue siendo la misma.',
  'changed.subject': 'Se ha cambiado su contraseña de {{organisation}}',
  'changed.title': 'Se ha cambiado su contraseña',
  'changed.lead': 'La contraseña de {{email}} se cambió el {{at}} ({{zone}}).',
  'changed.promise': 'Se han cerrado los demás accesos de esta cuenta.',
  'changed.warning': '¿No fue usted? Avise enseguida a un administrador de {{organisation}}.',
  'trial.subject': 'Un correo de prueba de {{organisation}}',
  'trial.title': 'Los correos llegan',
  'trial.lead':
    'Este correo se envió desde los ajustes de {{organisation}}, para comprobar si los correos llegan.',
  'trial.sms': 'Un SMS de prueba de {{organisation}}: llega.',
  linkText: 'Si el botón no funciona, copie esta dirección en su navegador:',
  footer:
    'Enviado por el sitio de asistencia de {{organisation}}. Nadie lee las respuestas a esta dirección.',
};
