// SPDX-License-Identifier: Apache-2.0
// Judges the host's own OpenAPI document by the specification's schema, and its schemas by JSON Schema's:
//   openapi.mjs DOCUMENT.json
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const text = readFileSync(process.argv[2], 'utf8');

// What is wrong with a document; empty: nothing.
async function faults(document) {
  const validator = new Validator();
  const judged = await validator.validate(structuredClone(document));
  if (!judged.valid) return [].concat(judged.errors).map(error => `${error.instancePath ?? ''} ${error.message ?? error}`);
  if (validator.version !== '3.1') return [`judged as version ${validator.version}`];
  try {
    validator.resolveRefs();
  } catch (error) {
    return [`a reference leads nowhere: ${error.message}`];
  }
  // Every schema on its own, with the others where it refers to them.
  const ajv = addFormats(new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }));
  const schemas = JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
  try {
    ajv.addSchema({ $id: 'openapi', $defs: JSON.parse(schemas) });
  } catch (error) {
    return [error.message];
  }
  const found = [];
  for (const name of Object.keys(document.components.schemas)) {
    try {
      ajv.compile({ $ref: `openapi#/$defs/${name}` });
    } catch (error) {
      found.push(`schema ${name}: ${error.message}`);
    }
  }
  return found;
}

// A judge that lets everything pass says nothing.
const planted = {
  'an answer without a description': d => delete d.paths['/findings'].get.responses['200'].description,
  'a parameter that is nowhere': d => d.paths['/findings'].get.parameters.push({ name: 'x', schema: {} }),
  'a misspelt member': d => (d.paths['/findings'].get.sumary = 'x'),
  'a reference that leads nowhere': d => (d.paths['/plans'].post.requestBody.content['application/json'].schema = { $ref: '#/components/schemas/none' }),
  'a schema of no known type': d => (d.components.schemas.problem.properties.code.type = 'text'),
};
let failures = 0;
for (const [what, damage] of Object.entries(planted)) {
  const document = JSON.parse(text);
  damage(document);
  if ((await faults(document)).length === 0) {
    console.log(`not found: ${what}`);
    failures += 1;
  }
}
for (const fault of await faults(JSON.parse(text))) {
  console.log(fault);
  failures += 1;
}
console.log(`${Object.keys(JSON.parse(text).paths).length} paths, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
