import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Leaves sentences alone: texts with a word and a space in them. Codes, names and keys have none. */
const isProse = (text) => /\p{L}{2,}/u.test(text) && /\s/.test(text);

const prose = {
  shouldIgnore({ node }) {
    const text =
      node.type === 'StringLiteral'
        ? node.value
        : node.type === 'TemplateLiteral'
          ? node.quasis.map(({ value }) => value.raw).join('')
          : '';
    return isProse(text) ? 'What people read is not tested word by word.' : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'prose', prose)];
