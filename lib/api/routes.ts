import { getCommand, postCommand } from './commands.ts';
import { getCounters } from './counters.ts';
import {
  adoptDevices,
  defineDevice,
  editDevice,
  getDevice,
  getReplacement,
  listDevices,
  removeDevice,
  replaceDevice,
} from './devices.ts';
import {
  deleteMqttUser,
  deleteSession,
  deleteToken,
  listMqttUsers,
  listSessions,
  listTokens,
  postLogin,
  postLogout,
  postMqttCredential,
  postMqttUser,
  postSetup,
  postToken,
} from './doors.ts';
import { editEntity, getEntity, listEntities } from './entities.ts';
import { getExport } from './export.ts';
import { getHealth } from './health.ts';
import { getHistories, getHistory, getStates } from './history.ts';
import { getHome, getOpenapi } from './home-route.ts';
import { explainMessage, publishMessage } from './messages.ts';
import type { Route } from './route.ts';

export const API_ROOT = '/api/v1';

/** Every call of the REST API. */
export const ROUTES: readonly Route[] = [
  getHealth,
  getCounters,
  getHome,
  getOpenapi,
  listEntities,
  getEntity,
  editEntity,
  listDevices,
  defineDevice,
  adoptDevices,
  getDevice,
  editDevice,
  removeDevice,
  getReplacement,
  replaceDevice,
  publishMessage,
  explainMessage,
  postCommand,
  getCommand,
  getHistory,
  getHistories,
  getStates,
  getExport,
  postSetup,
  postLogin,
  postLogout,
  postMqttCredential,
  listTokens,
  postToken,
  deleteToken,
  listSessions,
  deleteSession,
  listMqttUsers,
  postMqttUser,
  deleteMqttUser,
];

const SHAPES = ROUTES.map((route) => ({
  method: route.method,
  levels: `${API_ROOT}${route.path}`.split('/'),
}));

/**
 * The methods a path takes, HEAD and OPTIONS included; null if the API has no such path.
 * `pathname` as it stands in the request, still percent-encoded.
 */
export function allowedMethods(pathname: string): readonly string[] | null {
  const levels = pathname.split('/');
  const own = SHAPES.filter(
    (shape) =>
      shape.levels.length === levels.length &&
      shape.levels.every((level, i) =>
        level.startsWith('{') ? levels[i] !== '' : level === levels[i],
      ),
  ).map((shape) => shape.method as string);
  if (own.length === 0) return null;
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
