// SPDX-License-Identifier: Apache-2.0
// Where in a policy a place of its text is, for completion: by how far lines stand in, as people write them.
export interface Place {
  path: string[]; // keys, "[]" for an element of a list
  value: boolean; // behind the colon of the last key
}

interface Token {
  column: number;
  key?: string; // absent: the dash of a list's element
}

function tokensOf(line: string): Token[] {
  if (/^\s*(#|$)/.test(line)) return [];
  const tokens: Token[] = [];
  let column = line.search(/\S/);
  for (; line.startsWith("- ", column); column += 2) tokens.push({ column });
  const key = /^[A-Za-z0-9_.]+(?=:)/.exec(line.slice(column))?.[0];
  if (key) tokens.push({ column, key });
  return tokens;
}

// The keys that lead to the end of the text, which is where a word begins; the last line's own key last, where it has a colon.
export function placeAt(before: string): Place {
  const lines = before.split("\n");
  const last = lines.pop() ?? "";
  const own = tokensOf(last);
  const inner = own.at(-1)?.key;
  const path: string[] = inner ? [inner] : [];
  let limit = own.at(-1)?.column ?? last.length;
  let dashed = false;
  const take = ({ column, key }: Token) => {
    if (column >= limit && !(key && dashed && column === limit)) return;
    path.unshift(key ?? "[]");
    limit = column;
    dashed = key === undefined;
  };
  if (inner) own.pop();
  else if (own.length > 0) limit += 2; // behind a dash
  own.reverse().forEach(take);
  for (const line of lines.reverse()) tokensOf(line).reverse().forEach(take);
  const flow = flowKeys(last);
  return flow ? { path: [...path, ...flow.path], value: flow.value } : { path, value: inner !== undefined };
}

// Within "{a: 1, b" or "[{a: " of one line: what is open there.
function flowKeys(text: string): Place | undefined {
  const open: { sign: string; key: string | undefined }[] = [];
  let word = "";
  let key: string | undefined;
  for (const sign of text) {
    if (sign === "{" || sign === "[") {
      open.push({ sign, key });
      [word, key] = ["", undefined];
    } else if (sign === "}" || sign === "]") {
      open.pop();
      [word, key] = ["", undefined];
    } else if (sign === ",") {
      [word, key] = ["", undefined];
    } else if (sign === ":" && open.length > 0) {
      key = word.trim();
      word = "";
    } else {
      word += sign;
    }
  }
  if (open.length === 0) return undefined;
  const path: string[] = [];
  open.forEach(({ sign, key: outer }, place) => {
    if (place > 0 && outer) path.push(outer);
    if (sign === "[") path.push("[]");
  });
  if (key !== undefined) path.push(key);
  return { path, value: key !== undefined };
}
