/** Version of everything in this folder. A counterpart with another version is told to reload, never guessed at. */
export const PROTOCOL_VERSION = 1;

/** Where the REST interface lives. */
export const API_PREFIX = '/api/v1';

/** Where Socket.IO listens. */
export const SOCKET_PATH = '/api/v1/socket';
