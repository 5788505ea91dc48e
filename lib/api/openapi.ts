import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { PROBLEMS, type ProblemCode, problemSchema } from './problem.ts';
import type { Route } from './route.ts';
import { API_ROOT, ROUTES } from './routes.ts';

const STATUS_TEXT: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Made',
  202: 'Sent',
  204: 'Done',
};

/** What a call can answer besides its own problems, by who may make it and what it takes. */
function problemsOf(route: Route): readonly ProblemCode[] {
  const guarded = !['public', 'setup', 'open'].includes(route.access);
  const fed = route.params !== undefined || route.query !== undefined;
  return [
    ...(fed ? (['invalid_parameter'] as const) : []),
    ...(route.body ? (['invalid_body', 'unsupported_media_type'] as const) : []),
    // Also where no body is wanted: one that is sent all the same has the same limit.
    ...(route.method === 'GET' ? [] : (['body_too_large'] as const)),
    ...(guarded ? (['not_authenticated', 'forbidden'] as const) : []),
    ...(route.access === 'public' ? [] : (['setup_required'] as const)),
    ...(route.path.includes('{') ? (['not_found'] as const) : []),
    ...(route.method === 'GET' ? [] : (['foreign_origin'] as const)),
    'method_not_allowed',
    'internal',
    ...(route.access === 'public' ? [] : (['database_unavailable'] as const)),
    ...route.problems,
  ];
}

function operation(route: Route): ZodOpenApiOperationObject {
  const codes = [...new Set(problemsOf(route))];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort();
  const security: Record<string, string[]>[] =
    route.access === 'session'
      ? [{ session: [] }]
      : ['read', 'control', 'admin'].includes(route.access)
        ? [{ token: [] }, { session: [] }]
        : [];
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: [description(route), route.details].filter(Boolean).join(' '),
    tags: [route.tag],
    security,
    requestParams: {
      ...(Object.keys(route.params.shape).length > 0 && { path: route.params }),
      ...(Object.keys(route.query.shape).length > 0 && { query: route.query }),
    },
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
    }),
    responses: {
      [String(route.status)]: {
        description: STATUS_TEXT[route.status] ?? 'OK',
        ...(route.answer && { content: { 'application/json': { schema: route.answer } } }),
        ...(route.files && { content: filesOf(route.files) }),
      },
      ...Object.fromEntries(
        statuses.map((status) => [
          String(status),
          {
            description: codes.filter((code) => PROBLEMS[code].status === status).join(', '),
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        ]),
      ),
    },
  };
}

/** A file's content is not described: it is text. */
const filesOf = (types: readonly string[]): ZodOpenApiContentObject =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]));

function description({ access }: Route): string {
  switch (access) {
    case 'public':
      return 'Anyone may call it.';
    case 'setup':
      return 'Anyone may call it until the home has an owner.';
    case 'open':
      return 'Anyone may call it once the home has an owner.';
    case 'session':
      return 'For signed-in people.';
    default:
      return `For signed-in people and tokens of scope \`${access}\`${access === 'admin' ? '' : ' or more'}.`;
  }
}

/** `GET /entities/{id}/history` is `getEntitiesIdHistory`. */
const operationId = (route: Route): string =>
  route.method.toLowerCase() +
  route.path
    .replace(/\.json$/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => `${word[0]!.toUpperCase()}${word.slice(1)}`)
    .join('');

/** The OpenAPI 3.1 description of the REST API, made of the schemas that the calls really use. */
export function openapiDocument(version: string, routes: readonly Route[] = ROUTES) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(route),
    };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Inglenook',
      version,
      description: 'Entities, commands and history of a home. Times are RFC 3339 in UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: API_ROOT }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token' },
        session: { type: 'apiKey', in: 'cookie', name: 'inglenook.session' },
      },
    },
  });
  describeParameters(document);
  return document;
}

/** What a parameter is for, and an example, stand at its schema; readers of the document look for it one level up. */
function describeParameters({ paths }: ReturnType<typeof createDocument>): void {
  for (const operation of Object.values(paths ?? {}).flatMap((item) => Object.values(item))) {
    for (const parameter of operation.parameters ?? []) {
      parameter.description ??= parameter.schema?.description;
      const [example] = parameter.schema?.examples ?? [];
      if (example !== undefined) parameter.example ??= example;
    }
  }
}
