import type { Py } from './value.ts';

export type Args = {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
};

export type Expression =
  | { readonly type: 'constant'; readonly value: Py }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly type: 'item'; readonly of: Expression; readonly key: Expression }
  | {
      readonly type: 'slice';
      readonly of: Expression;
      readonly start: Expression | null;
      readonly stop: Expression | null;
      readonly step: Expression | null;
    }
  | { readonly type: 'call'; readonly callee: Expression; readonly args: Args }
  | { readonly type: 'filter'; readonly of: Expression; readonly name: string; readonly args: Args }
  | {
      readonly type: 'test';
      readonly of: Expression;
      readonly name: string;
      readonly args: Args;
      readonly negated: boolean;
    }
  | { readonly type: 'list' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly type: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: 'sign'; readonly op: '+' | '-'; readonly of: Expression }
  | { readonly type: 'not'; readonly of: Expression }
  | {
      readonly type: 'binary';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'compare';
      readonly first: Expression;
      readonly rest: readonly (readonly [string, Expression])[];
    }
  | { readonly type: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'concat'; readonly parts: readonly Expression[] }
  | {
      readonly type: 'if';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | null;
    };

/** What `for` and `set` assign to. */
export type Target =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'field'; readonly name: string; readonly field: string }
  | { readonly type: 'many'; readonly targets: readonly Target[] };

export type Parameter = { readonly name: string; readonly fallback: Expression | null };

export type Block = readonly Statement[];

export type FilterCall = { readonly name: string; readonly args: Args };

export type Statement =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'output'; readonly value: Expression }
  | {
      readonly type: 'if';
      readonly branches: readonly { readonly test: Expression; readonly body: Block }[];
      readonly otherwise: Block;
    }
  | {
      readonly type: 'for';
      readonly target: Target;
      readonly items: Expression;
      readonly filter: Expression | null;
      readonly body: Block;
      readonly otherwise: Block;
      readonly recursive: boolean;
    }
  | { readonly type: 'set'; readonly target: Target; readonly value: Expression }
  | {
      readonly type: 'capture';
      readonly target: Target;
      readonly filters: readonly FilterCall[];
      readonly body: Block;
    }
  | {
      readonly type: 'macro';
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Block;
    }
  | {
      readonly type: 'callBlock';
      readonly call: Expression;
      readonly parameters: readonly Parameter[];
      readonly body: Block;
    }
  | { readonly type: 'filterBlock'; readonly filters: readonly FilterCall[]; readonly body: Block }
  | {
      readonly type: 'with';
      readonly bindings: readonly (readonly [Target, Expression])[];
      readonly body: Block;
    }
  | { readonly type: 'do'; readonly value: Expression }
  | { readonly type: 'break' | 'continue' };
