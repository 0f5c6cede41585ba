/** Version of everything in this folder. A counterpart with another version is told to reload, never guessed at. */
export const PROTOCOL_VERSION = 4;

/** Where the REST interface lives. */
export const API_PREFIX = '/api/v1';

/** Where Socket.IO listens. */
export const SOCKET_PATH = '/api/v1/socket';
/** The page on which anybody looks whether support would work from where they are. */
export const CHECK_PATH = '/check';
