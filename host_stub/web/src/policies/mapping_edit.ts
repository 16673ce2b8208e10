// SPDX-License-Identifier: Apache-2.0
// Changes of single lines of `fields`: everything else of the text, its comments too, stays as a person wrote it.
import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from "yaml";

export interface MappedField {
  place: number;
  line: number; // from 1
  finding?: string;
  value?: string;
  ticket: string;
  direction: string;
  owner?: string;
  values: [string, string][];
}

const word = (map: YAMLMap, key: string): string | undefined => {
  const value = map.get(key);
  return value === undefined || value === null ? undefined : String(value);
};

function fieldMaps(text: string): YAMLMap[] {
  const fields = parseDocument(text).get("fields");
  return isSeq(fields) ? fields.items.filter((item): item is YAMLMap => isMap(item)) : [];
}

export function mappedFields(text: string): MappedField[] {
  return fieldMaps(text).map((map, place) => {
    const values = map.get("values");
    const [finding, constant, owner] = [word(map, "finding"), word(map, "value"), word(map, "owner")];
    return {
      place, ticket: word(map, "ticket") ?? "", direction: word(map, "direction") ?? "push",
      line: text.slice(0, map.range?.[0] ?? 0).split("\n").length,
      ...(finding !== undefined ? { finding } : {}), ...(constant !== undefined ? { value: constant } : {}), ...(owner !== undefined ? { owner } : {}),
      values: isMap(values) ? values.items.map((pair) => [String(pair.key), String(pair.value)]) : [],
    };
  });
}

const firstWord = (text: string, key: string): string | undefined => {
  const value: unknown = parseDocument(text).get(key);
  return typeof value === "string" ? value : undefined;
};
export const pluginOf = (text: string) => firstWord(text, "plugin");

export interface Target { project: string; types: string[] }
export function targetsOf(text: string): Target[] {
  const route = parseDocument(text).get("route");
  if (!isSeq(route)) return [];
  return route.items.flatMap((rule): Target[] => {
    const ticket = isMap(rule) ? rule.get("ticket") : undefined;
    if (!isMap(ticket)) return [];
    const type = ticket.get("type");
    const types = isSeq(type) ? type.items.map(String) : typeof type === "string" ? [type] : [];
    return [{ project: String(ticket.get("project") ?? ""), types }];
  });
}

const splice = (text: string, from: number, to: number, insert: string) => text.slice(0, from) + insert + text.slice(to);

export function withDirection(text: string, place: number, direction: string): string {
  const map = fieldMaps(text)[place];
  if (!map) return text;
  const pair = map.items.find((one): one is Pair => isScalar(one.key) && one.key.value === "direction");
  if (pair && isScalar(pair.value) && pair.value.range) return splice(text, pair.value.range[0], pair.value.range[1], direction);
  const last = map.items.at(-1);
  const node = (last?.value ?? last?.key) as { range?: [number, number, number] } | undefined;
  if (!node?.range) return text;
  if (map.flow) return splice(text, node.range[1], node.range[1], `, direction: ${direction}`);
  const start = map.range?.[0] ?? 0;
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  return splice(text, node.range[1], node.range[1], `\n${indent}direction: ${direction}`);
}

export function withoutField(text: string, place: number): string {
  const range = fieldMaps(text)[place]?.range;
  if (!range) return text;
  const from = text.lastIndexOf("\n", range[0]) + 1;
  const end = text.indexOf("\n", range[1] - 1);
  return splice(text, from, end < 0 ? text.length : end + 1, "");
}

export function withField(text: string, finding: string, ticket: string): string {
  const added = `  - {finding: ${finding}, ticket: ${JSON.stringify(ticket)}, direction: push}\n`;
  const range = fieldMaps(text).at(-1)?.range;
  if (!range) return `${text.endsWith("\n") ? text : `${text}\n`}\nfields:\n${added}`;
  const end = text.indexOf("\n", range[1] - 1);
  return end < 0 ? `${text}\n${added}` : splice(text, end + 1, end + 1, added);
}
