/** Los equipos del sitio, para administradores. */
export const teams = {
  title: 'Equipos',
  lead: 'Quiénes trabajan juntos. Los supervisores miran el historial, los informes y las sesiones activas por equipo.',
  emptyTitle: 'Aún no hay equipos',
  emptyText: 'Ponga en un equipo a quienes trabajan juntos para ver sus sesiones y cifras por separado.',
  add: 'Añadir equipo',
  editTitle: 'Editar {{name}}',
  name: 'Nombre',
  nameWrong: 'Escriba un nombre de 60 caracteres como máximo.',
  members: 'Miembros',
  membersHint: 'Una persona puede estar en varios equipos.',
  membersWrong: '500 personas como máximo.',
  nobody: 'Nadie',
  'done.archived': '{{name}} queda archivado: ya no sirve para buscar. Sus miembros siguen.',
  'done.restored': '{{name}} vuelve a ser un equipo',
} as const;
