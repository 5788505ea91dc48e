import { getCommand, postCommand } from './commands.ts';
import { deleteCorrection, getSuspects, listCorrections, postCorrection } from './corrections.ts';
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
import { getHistories, getHistory } from './history.ts';
import { getHome, getOpenapi } from './home-route.ts';
import { explainMessage, publishMessage } from './messages.ts';
import { deleteRetention, listRetention, previewRetention, putRetention } from './retention.ts';
import type { Route } from './route.ts';
import { getStates } from './states.ts';
import { getStorage } from './storage.ts';

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
  getSuspects,
  postCorrection,
  listCorrections,
  deleteCorrection,
  getExport,
  getStorage,
  listRetention,
  previewRetention,
  putRetention,
  deleteRetention,
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
  const fits = (varies: boolean) =>
    SHAPES.filter(
      (shape) =>
        shape.levels.length === levels.length &&
        shape.levels.every((level, i) =>
          varies && level.startsWith('{') ? levels[i] !== '' : level === levels[i],
        ),
    ).map((shape) => shape.method as string);
  // A path that is written out is not also a value of one that varies.
  const literal = fits(false);
  const own = literal.length > 0 ? literal : fits(true);
  if (own.length === 0) return null;
  return [...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
