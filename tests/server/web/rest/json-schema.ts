/** A JSON Schema as the OpenAPI document holds it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
};

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Follows a reference within the document. */
export function resolve(document: unknown, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`);
  return resolve(document, found as Schema);
}

/** What of `value` is not as the schema says: places and reasons; empty if all is well. */
export function faults(document: unknown, given: Schema, value: unknown, at = '$'): string[] {
  const schema = resolve(document, given);
  const found: string[] = [];
  const check = (good: boolean, reason: string) => {
    if (!good) found.push(`${at}: ${reason}`);
  };
  const fits = (one: Schema) => faults(document, one, value, at).length === 0;

  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  check(types?.some((type) => isOfType(type, value)) ?? true, `is not ${types}`);
  check(schema.enum?.includes(value) ?? true, `is none of ${schema.enum}`);
  check(schema.const === undefined || schema.const === value, `is not ${schema.const}`);
  check(schema.anyOf?.some(fits) ?? true, 'fits none of the alternatives');
  check(!schema.oneOf || schema.oneOf.filter(fits).length === 1, 'fits not one alternative');
  for (const one of schema.allOf ?? []) found.push(...faults(document, one, value, at));

  if (typeof value === 'number') {
    check(value >= (schema.minimum ?? value), 'is too small');
    check(value <= (schema.maximum ?? value), 'is too large');
  }
  if (typeof value === 'string') {
    check(value.length >= (schema.minLength ?? 0), 'is too short');
    check(value.length <= (schema.maxLength ?? Infinity), 'is too long');
    check(schema.format !== 'date-time' || DATE_TIME.test(value), `is no time: ${value}`);
  }
  if (Array.isArray(value)) {
    check(value.length >= (schema.minItems ?? 0), 'has too few');
    check(value.length <= (schema.maxItems ?? Infinity), 'has too many');
    value.forEach((item, i) => {
      const own = schema.prefixItems?.[i] ?? schema.items;
      if (own) found.push(...faults(document, own, item, `${at}[${i}]`));
    });
  } else if (typeof value === 'object' && value !== null) {
    for (const key of schema.required ?? []) check(Object.hasOwn(value, key), `lacks ${key}`);
    for (const [key, item] of Object.entries(value)) {
      const rest = schema.additionalProperties;
      const own = schema.properties?.[key] ?? (typeof rest === 'object' ? rest : undefined);
      if (own) found.push(...faults(document, own, item, `${at}.${key}`));
      else check(rest !== false, `has ${key}`);
    }
  }
  return found;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
