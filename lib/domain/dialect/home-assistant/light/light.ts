import type { Component } from '../component.ts';
import { COMMAND_KEYS } from '../component.ts';
import { text } from '../config.ts';
import { BASIC_KEYS, openBasic } from './basic.ts';
import { JSON_KEYS, openJson } from './json.ts';
import { KELVIN_KEYS } from './scale.ts';
import { openTemplate, TEMPLATE_KEYS } from './template.ts';

/** Home Assistant's `light` in its three schemas (conventions §1.12). */
export const light: Component = {
  kind: 'light',
  keys: [
    ...new Set([
      ...COMMAND_KEYS,
      ...KELVIN_KEYS,
      ...['schema', 'state_topic', 'effect_list'],
      ...BASIC_KEYS,
      ...JSON_KEYS,
      ...TEMPLATE_KEYS,
    ]),
  ],
  open(config) {
    const schema = text(config, 'schema') ?? 'basic';
    switch (schema) {
      case 'basic':
      case 'default':
        return openBasic(config);
      case 'json':
        return openJson(config);
      case 'template':
        return openTemplate(config);
      default:
        return `"${schema.slice(0, 40)}" is no schema of a light`;
    }
  },
};
