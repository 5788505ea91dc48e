import { type Attributes, told } from './attributes.ts';
import type { Described } from './describe.ts';

const MAX_INSTANCES = 64;
const MAX_PROPERTIES = 300;

/** A property of a Homie 3 or 4 device, with the paths whose attributes describe it. */
export type Assembled = Described & {
  readonly paths: readonly string[];
  readonly node: Listed;
  readonly listed: Listed;
};

type Listed = {
  readonly id: string;
  /** Its id in the lists: that of the array for an instance of it. */
  readonly origin: string;
  readonly index: string | null;
  /** Version 2 wrote it into the list. */
  readonly isSettable: boolean;
};

/**
 * The properties of a device, as far as they are known: those that its lists name (version 3 also
 * lists arrays of nodes, `lamp[]` with `$array` 0-3), else all that told their datatype. `isKnown`
 * tells of topics that were properties before.
 */
export function assemble(
  attributes: Attributes,
  root: string,
  isKnown: (topic: string) => boolean,
): readonly Assembled[] {
  const found: Assembled[] = [];
  for (const node of idsBelow(attributes, root, '$nodes')) {
    for (const one of propertiesOf(attributes, pathsOf(root, node), isKnown)) {
      if (found.length >= MAX_PROPERTIES) return found;
      found.push(assembleOne(attributes, root, node, one));
    }
  }
  return found;
}

/** One property as its attributes tell it now. */
export function assembleOne(
  attributes: Attributes,
  root: string,
  node: Listed,
  listed: Listed,
): Assembled {
  const isOld = told(attributes, '$homie', root).startsWith('2');
  const nodePaths = pathsOf(root, node);
  const paths = [...new Set(nodePaths.flatMap((path) => pathsOf(path, listed)))];
  const name = told(attributes, '$name', ...paths) || listed.origin;
  return {
    ...{ paths, node, listed },
    property: {
      ...{ generation: 4, rootStateTopic: null },
      topic: `${root}/${node.id}/${listed.id}`,
      stateTopic: `${root}/${isOld ? '$online' : '$state'}`,
      datatype:
        told(attributes, '$datatype', ...paths)
          .trim()
          .toLowerCase() || null,
      format: told(attributes, '$format', ...paths),
      unit: told(attributes, '$unit', ...paths),
      isSettable: listed.isSettable || told(attributes, '$settable', ...paths).trim() === 'true',
      isRetained: told(attributes, '$retained', ...paths).trim() !== 'false',
    },
    id: listed.id,
    name: numbered(name, listed.index),
    nodeName: nodeName(attributes, root, node),
    nodeType: told(attributes, '$type', ...nodePaths),
  };
}

/** Its own path, then that of the array it is an instance of. */
const pathsOf = (path: string, { id, origin }: Listed): readonly string[] =>
  id === origin ? [`${path}/${id}`] : [`${path}/${id}`, `${path}/${origin}`];

/** An instance of an array has a name of its own, or its number. */
function nodeName(attributes: Attributes, root: string, { id, origin, index }: Listed): string {
  const own = told(attributes, '$name', `${root}/${id}`);
  return own || numbered(told(attributes, '$name', `${root}/${origin}`) || origin, index);
}

const numbered = (name: string, index: string | null): string =>
  index === null ? name : `${name} ${index}`;

function propertiesOf(
  attributes: Attributes,
  nodePaths: readonly string[],
  isKnown: (topic: string) => boolean,
): readonly Listed[] {
  const list = told(attributes, '$properties', ...nodePaths);
  const [path = ''] = nodePaths;
  if (list !== '') return listed(list, [], () => '');
  return idsBelow(attributes, path, '').filter(
    ({ id }) => told(attributes, '$datatype', `${path}/${id}`) !== '' || isKnown(`${path}/${id}`),
  );
}

/** What a list names; without a list, what was told of. */
function idsBelow(attributes: Attributes, path: string, list: string): readonly Listed[] {
  const names = list === '' ? '' : told(attributes, list, path);
  const children = [...(attributes.children.get(path) ?? [])];
  if (names === '') return children.map(plain);
  return listed(names, children, (id) => told(attributes, '$array', `${path}/${id}`));
}

const plain = (id: string): Listed => ({ id, origin: id, index: null, isSettable: false });

/** `a,b`, `led[0-3]`, `lamp[]` with its range told elsewhere, `power:settable`. */
function listed(
  names: string,
  children: readonly string[],
  rangeOf: (id: string) => string,
): readonly Listed[] {
  const all = names.split(',', MAX_PROPERTIES).flatMap((name): readonly Listed[] => {
    const [word = '', ...marks] = name.trim().split(':');
    const isSettable = marks.includes('settable');
    const array = /^([^[\]]+)\[([^\]]*)\]$/.exec(word);
    if (array === null) return [{ ...plain(word), isSettable }];
    const origin = array[1] ?? '';
    const range = /^(\d{1,5})-(\d{1,5})$/.exec((array[2] || rangeOf(origin)).trim());
    return instances(origin, range?.slice(1).map(Number) ?? null, children).map((index) => ({
      ...{ id: `${origin}_${index}`, origin, index, isSettable },
    }));
  });
  return all.filter(({ id }) => id !== '' && !/[/+#\0$]/.test(id));
}

/** The numbers of an array: those of its range, or of what was told of while that is not known. */
function instances(
  origin: string,
  range: readonly number[] | null,
  children: readonly string[],
): readonly string[] {
  if (range === null) {
    const numbers = children.map((id) =>
      id.startsWith(`${origin}_`) ? id.slice(origin.length + 1) : '',
    );
    return numbers.filter((number) => /^\d{1,5}$/.test(number)).slice(0, MAX_INSTANCES);
  }
  const [first = 0, last = -1] = range;
  const count = Math.min(Math.max(0, last - first + 1), MAX_INSTANCES);
  return Array.from({ length: count }, (_, i) => String(first + i));
}
