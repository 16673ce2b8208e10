// SPDX-License-Identifier: Apache-2.0
// Judges wiki markup by the reader of wiki markup that Atlassian's own editor has:
//   wiki.mjs SAMPLES.jsonl
// Every character of a document is shown, in order, and nothing in a text has become a mention, an emoticon, a
// picture, an app's node or a link.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { WikiMarkupTransformer } = require('@atlaskit/editor-wikimarkup-transformer');
const { JSONTransformer } = require('@atlaskit/editor-json-transformer');
const reader = new WikiMarkupTransformer();
const encoder = new JSONTransformer();
const read = markup => encoder.encode(reader.parse(markup));

const kAllowed = new Set(['doc', 'paragraph', 'text', 'hardBreak', 'heading', 'bulletList', 'orderedList', 'listItem',
  'codeBlock', 'blockquote', 'table', 'tableRow', 'tableHeader', 'tableCell', 'rule']);

// The reader leaves character references to whoever shows the text; Jira's pages resolve them.
const resolved = text =>
  text.replace(/&(?:#(\d+)|amp);/g, (_, code) => (code ? String.fromCodePoint(Number(code)) : '&'));

function shown(node, inCode = false) {
  if (node.type === 'text') return inCode ? node.text : resolved(node.text);
  return (node.content ?? []).map(child => shown(child, node.type === 'codeBlock')).join('');
}

function* nodes(node) {
  yield node;
  for (const child of node.content ?? []) yield* nodes(child);
}

// Without blanks, the bars between cells and the lines around sections.
const letters = text => text.replace(/[ |\n\t]|\u27e6[^\u27e7]*\u27e7/g, '');

function complaint({ wiki, letters: expected, links }) {
  const document = read(wiki);
  for (const node of nodes(document)) {
    if (!kAllowed.has(node.type)) return `a text became a node ${node.type}`;
    for (const mark of node.marks ?? [])
      if (mark.type === 'link' && !links.includes(mark.attrs.href)) return `a text became a link to ${mark.attrs.href}`;
  }
  const seen = letters(shown(document));
  // In quotes the reader makes headings bold capitals.
  return seen.toLowerCase() === expected.toLowerCase() ? '' : `expected ${expected}\nseen     ${seen}`;
}

let failures = 0;
const fail = message => {
  failures += 1;
  if (failures <= 10) console.log(message);
};
for (const wiki of ['[~ada]', ':)', '!shot.png!', 'https://x.test', '*bold*', '{color:red}x{color}'])
  if (complaint({ wiki, letters: letters(wiki), links: [] }) === '') fail(`the judge lets ${wiki} pass`);

const samples = readFileSync(process.argv[2], 'utf8').trim().split('\n').map(JSON.parse).filter(one => one.whole);
for (const sample of samples) {
  const wrong = complaint(sample);
  if (wrong !== '') fail(`${wrong}\nin ${JSON.stringify(sample.wiki)}\n`);
}
console.log(`${samples.length} documents, ${failures} failures`);
process.exit(failures === 0 && samples.length > 100 ? 0 : 1);
