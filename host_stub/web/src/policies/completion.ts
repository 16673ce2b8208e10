// SPDX-License-Identifier: Apache-2.0
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { placeAt } from "./yaml_path";

export interface Schema {
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  required?: string[];
}

const variants = (schema: Schema): Schema[] => [schema, ...(schema.anyOf ?? []).flatMap(variants)];

function below(schemas: Schema[], key: string): Schema[] {
  return schemas.flatMap(variants).flatMap((one): Schema[] => {
    if (key === "[]") return one.items ? [one.items] : [];
    const named = one.properties?.[key];
    if (named) return [named];
    return Object.entries(one.patternProperties ?? {}).filter(([pattern]) => new RegExp(pattern).test(key)).map(([, schema]) => schema);
  });
}

const about = (schema: Schema) => (schema.description ? { info: schema.description } : {});

function keysOf(schemas: Schema[]): Completion[] {
  return schemas.flatMap(variants).flatMap((one) =>
    Object.entries(one.properties ?? {}).map(([label, schema]) => ({
      label, apply: `${label}: `, type: "property", boost: one.required?.includes(label) ? 1 : 0, ...about(schema),
    })));
}

function valuesOf(schemas: Schema[]): Completion[] {
  return schemas.flatMap(variants).flatMap((one): Completion[] => {
    if (one.enum) return one.enum.map((value) => ({ label: String(value), type: "enum" }));
    if (one.type === "boolean") return ["true", "false"].map((label) => ({ label, type: "keyword" }));
    return one.items ? valuesOf([one.items]) : [];
  });
}

// Keys and values that the schema knows at this place, with what they mean.
export const completeBy = (schema: Schema) => (context: CompletionContext): CompletionResult | null => {
  const word = context.matchBefore(/[A-Za-z0-9_.]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const place = placeAt(context.state.sliceDoc(0, word.from));
  const here = place.path.reduce(below, [schema]);
  const options = place.value ? valuesOf(here) : [...keysOf(here), ...(place.path.at(-1) === "[]" ? valuesOf(here) : [])];
  return options.length > 0 ? { from: word.from, options, validFor: /^[A-Za-z0-9_.]*$/ } : null;
};
