// SPDX-License-Identifier: Apache-2.0
// Judges documents by Atlassian's JSON Schema of its document format, whole:
//   adf.mjs SAMPLES.jsonl
import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';

const data = process.env.ITSM_SHARED_DATA;
const schemaFile = `${data}/jira/adf/adf-schema-full.json`;
if (!data || !existsSync(schemaFile)) {
  console.log('skipped: ITSM_SHARED_DATA names no folder with jira/adf/adf-schema-full.json');
  process.exit(0);
}

const valid = new Ajv({ strict: false, allErrors: false }).compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
const document = content => ({ type: 'doc', version: 1, content });
const words = text => ({ type: 'text', text });
let failures = 0;
const fail = message => {
  failures += 1;
  if (failures <= 10) console.log(message);
};

// A judge that lets everything pass says nothing.
const planted = {
  'an empty text': document([{ type: 'paragraph', content: [words('')] }]),
  'a heading of level 7': document([{ type: 'heading', attrs: { level: 7 }, content: [words('a')] }]),
  'a heading in a list': document([
    { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'heading', attrs: { level: 1 }, content: [words('a')] }] }] },
  ]),
  'an empty list': document([{ type: 'bulletList', content: [] }]),
  'a text without a paragraph': document([words('a')]),
  'bold code': document([{ type: 'paragraph', content: [{ ...words('a'), marks: [{ type: 'code' }, { type: 'strong' }] }] }]),
  'an unknown node': document([{ type: 'marquee', content: [] }]),
};
for (const [name, wrong] of Object.entries(planted))
  if (valid(wrong)) fail(`the schema lets ${name} pass`);

const samples = readFileSync(process.argv[2], 'utf8').trim().split('\n').map(JSON.parse);
for (const { adf } of samples)
  if (!valid(adf)) fail(`${JSON.stringify(valid.errors[0])}\nin ${JSON.stringify(adf).slice(0, 1500)}`);

console.log(`${samples.length} documents and ${Object.keys(planted).length} planted ones, ${failures} failures`);
process.exit(failures === 0 && samples.length > 100 ? 0 : 1);
