import type { personalData as source } from '../en/personal-data';

export const personalData: Record<keyof typeof source, string> = {
  title: 'Datos de clientes',
  lead: 'Lo que el registro guarda de un cliente: para entregarlo cuando lo pida, o para borrarlo. Los clientes no tienen cuenta: diga usted qué sesiones son suyas.',
  name: 'Nombre del cliente, o una parte',
  find: 'Buscar',
  nobody: 'No hay ningún cliente con este nombre. Lo que se borró ya no se encuentra.',
  all_one: '{{count}} sesión',
  all_other: '{{count}} sesiones',
  export: 'Guardar lo que se sabe',
  erase: 'Borrar…',
  live: 'Una sesión en curso no se puede borrar: termínela antes.',
  customer: 'Cliente',
  session: 'Sesión',
  when: 'Cuándo',
  state: 'Estado',
  over: 'Terminada',
  isLive: 'En curso',
  more: 'Solo se ven las {{count}} más recientes. Escriba más del nombre.',
  eraseTitle_one: '¿Borrar lo que guarda {{count}} sesión?',
  eraseTitle_other: '¿Borrar lo que guardan {{count}} sesiones?',
  goes: 'Se borra para siempre: el nombre del cliente, cada línea que escribió en el chat, lo que dijo al final, la dirección que recibió su enlace y las notas de las sesiones en las que no se ayudó a nadie más.',
  stays:
    'Queda que alguien estuvo, lo que firmó su equipo (prueba lo que permitió) lo que escribieron los agentes en el chat y el asunto de la sesión. El registro se sigue verificando.',
  password: 'Su contraseña',
  eraseNow: 'Borrar para siempre',
  erased: 'Borrado en {{sessions}} sesiones, con {{lines}} líneas de chat.',
};
