import { TemplateError } from './limits.ts';
import type { Moment, Span } from './moment.ts';
import type { Runtime } from './runtime.ts';

/**
 * A Python value. A JavaScript number with a whole value is an int, any other number a float; a
 * float with a whole value is wrapped, for it prints as 21.0. Ints beyond 2^53 are bigints. JSON
 * objects stay as they are: only their own keys are ever looked at.
 */
export type Py =
  | string
  | number
  | bigint
  | boolean
  | null
  | Float
  | Undefined
  | Tuple
  | readonly Py[]
  | Dict
  | Bytes
  | Namespace
  | Func
  | Moment
  | Span
  | JsonObject;

export type JsonObject = { readonly [key: string]: Py };

/** A float whose value is a whole number. */
export class Float {
  constructor(readonly value: number) {}
}

/** A name or key that is not there. `what` tells the reader of an error message. */
export class Undefined {
  constructor(readonly what: string) {}
}

export class Tuple {
  constructor(readonly items: readonly Py[]) {}
}

export class Bytes {
  constructor(readonly bytes: Uint8Array) {}
}

/** Attributes that templates may read, and write if it was made by `namespace()`. */
export class Namespace {
  constructor(
    readonly type: string,
    readonly fields: Map<string, Py>,
    readonly writable: boolean,
  ) {}
}

export type Arguments = {
  readonly positional: readonly Py[];
  readonly named: ReadonlyMap<string, Py>;
};

/** Something that can be called: a function, a macro, a bound method. */
export class Func {
  constructor(
    readonly name: string,
    readonly call: (args: Arguments, runtime: Runtime) => Py,
    /** Attributes; the loop variable of a recursive loop has some. */
    readonly fields: ReadonlyMap<string, Py> = new Map(),
  ) {}
}

/** A Python dict: keys of any hashable type, in order of insertion. */
export class Dict {
  readonly #entries = new Map<string, readonly [Py, Py]>();

  static of(entries: Iterable<readonly [Py, Py]>): Dict {
    const dict = new Dict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Py): Py | undefined {
    return this.#entries.get(hashKey(key))?.[1];
  }

  has(key: Py): boolean {
    return this.#entries.has(hashKey(key));
  }

  set(key: Py, value: Py): void {
    const hashed = hashKey(key);
    // Python keeps the first spelling of an equal key: {1: 'a', True: 'b'} is {1: 'b'}.
    this.#entries.set(hashed, [this.#entries.get(hashed)?.[0] ?? key, value]);
  }

  entries(): Iterable<readonly [Py, Py]> {
    return this.#entries.values();
  }
}

/** Equal Python keys have equal texts: 1, 1.0 and True are one key. */
function hashKey(key: Py, depth = 0): string {
  if (typeof key === 'string') return `s${key}`;
  if (key === null) return 'None';
  if (typeof key === 'number' || typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'boolean') return key ? 'n1' : 'n0';
  if (key instanceof Float) return `n${key.value === 0 ? 0 : key.value}`;
  if (key instanceof Tuple && depth < 8) {
    return `t${JSON.stringify(key.items.map((item) => hashKey(item, depth + 1)))}`;
  }
  if (key instanceof Undefined) return 'u';
  throw new TemplateError('this value cannot be a key');
}

export const isList = (value: Py): value is readonly Py[] => Array.isArray(value);

/** A JSON object, and nothing of ours. */
export function isJsonObject(value: Py): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

export const isMapping = (value: Py): value is Dict | JsonObject =>
  value instanceof Dict || isJsonObject(value);

/** The value at a key of a mapping; undefined if there is none. Prototypes are never asked. */
export function lookUp(mapping: Dict | JsonObject, key: Py): Py | undefined {
  if (mapping instanceof Dict) return mapping.get(key);
  return typeof key === 'string' && Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

export function entriesOf(mapping: Dict | JsonObject): Iterable<readonly [Py, Py]> {
  return mapping instanceof Dict ? mapping.entries() : Object.entries(mapping);
}

export const sizeOf = (mapping: Dict | JsonObject): number =>
  mapping instanceof Dict ? mapping.size : Object.keys(mapping).length;

/** What Python calls the type of a value, for error messages and `typeof`. */
export function typeName(value: Py): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (value instanceof Float) return 'float';
  if (value instanceof Undefined) return 'Undefined';
  if (value instanceof Tuple) return 'tuple';
  if (value instanceof Bytes) return 'bytes';
  if (value instanceof Namespace) return value.type;
  if (value instanceof Func) return 'function';
  if (isList(value)) return 'list';
  if (isMapping(value)) return 'dict';
  return value.type;
}
