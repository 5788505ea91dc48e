/** How one key of a configuration is entered. */
export type Field = {
  readonly key: string;
  readonly label: string;
  readonly type:
    | 'state-topic'
    | 'command-topic'
    | 'template'
    | 'text'
    | 'number'
    | 'list'
    | 'choice'
    | 'flag';
  readonly isRequired?: boolean;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Of a choice: its values; the first may be empty, "as usual". */
  readonly options?: readonly string[];
};

/** What a thing says is heard there. */
export const stateTopic = (isRequired = true): Field => ({
  ...{ key: 'state_topic', label: 'State topic', type: 'state-topic', isRequired },
  placeholder: 'shed/temperature',
});

/** What is asked of it goes there. */
export const commandTopic = (isRequired = true): Field => ({
  ...{ key: 'command_topic', label: 'Command topic', type: 'command-topic', isRequired },
  placeholder: 'shed/lamp/set',
});

/** Reads the value out of a payload. */
export const template: Field = {
  ...{ key: 'value_template', label: 'Value template', type: 'template' },
  hint: 'Empty: the payload is the value. For JSON: {{ value_json.temperature }}',
  placeholder: '{{ value_json.temperature }}',
};

/** A payload or a unit. */
export const text = (key: string, label: string, placeholder = '', hint?: string): Field => ({
  ...{ key, label, type: 'text', placeholder },
  ...(hint !== undefined && { hint }),
});
/** A further topic that is heard. */
export const state = (key: string, label: string): Field => ({ key, label, type: 'state-topic' });
/** A further topic for commands. */
export const command = (key: string, label: string): Field => ({
  key,
  label,
  type: 'command-topic',
});

/** A number, with a decimal point or comma. */
export const number = (key: string, label: string, placeholder = ''): Field => ({
  ...{ key, label, type: 'number', placeholder },
});

/** Several words. */
export const list = (
  key: string,
  label: string,
  placeholder: string,
  isRequired = false,
): Field => ({
  ...{ key, label, type: 'list', placeholder, isRequired },
  hint: 'Separated by commas',
});

/** One of some words, or none. */
export const choice = (key: string, label: string, options: readonly string[]): Field => ({
  ...{ key, label, type: 'choice', options: ['', ...options] },
});
