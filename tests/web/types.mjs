// SPDX-License-Identifier: Apache-2.0
// The workbench's types of the API, from the document that a host answers: types.mjs check|write DOCUMENT
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const kept = new URL("../../host_stub/web/src/api/schema.ts", import.meta.url);
const [, , verb, file] = process.argv;

// Sentences about members stand in the document; here they would be most of the file.
function bare(part) {
  if (Array.isArray(part)) return part.map(bare);
  if (part === null || typeof part !== "object") return part;
  const said = ([name, value]) => (name === "description" || name === "summary") && typeof value === "string";
  return Object.fromEntries(Object.entries(part).filter((member) => !said(member)).map(([name, value]) => [name, bare(value)]));
}

const document = bare(JSON.parse(await readFile(file, "utf8")));
const head = "// SPDX-License-Identifier: Apache-2.0\n// Made from the host's OpenAPI document: tests/web/workbench_test.py types\n";
const made = head + astToString(await openapiTS(document));
if (verb === "write") await writeFile(kept, made);
else assert.ok(made === (await readFile(kept, "utf8")), `${kept.pathname} is not of this API: tests/web/workbench_test.py types writes it anew`);
