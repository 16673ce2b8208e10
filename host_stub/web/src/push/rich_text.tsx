// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { Documents } from "../api/client";

type Block = Documents["block"];
type Inline = Documents["inline"];

// A ticket's text as its vendor will show it, more or less.
export function RichText({ blocks }: { blocks: Block[] }) {
  return <div className="prose">{blocks.map((block, place) => <One key={place} block={block} />)}</div>;
}

function One({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return <h5><Run of={block.content} /></h5>;
    case "list": {
      const items = block.items?.map((item, place) => <li key={place}><RichText blocks={item.blocks} /></li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "code":
      return <pre tabIndex={0}><code>{block.text}</code></pre>;
    case "quote":
      return <blockquote><RichText blocks={block.blocks ?? []} /></blockquote>;
    case "section":
      return <RichText blocks={block.blocks ?? []} />;
    case "rule":
      return <hr />;
    case "table":
      return (
        <table>
          <thead><tr>{block.header?.map((cell, place) => <th key={place} scope="col"><Run of={cell.content} /></th>)}</tr></thead>
          <tbody>
            {block.rows?.map((row, place) => (
              <tr key={place}>{row.cells.map((cell, column) => <td key={column}><Run of={cell.content} /></td>)}</tr>
            ))}
          </tbody>
        </table>
      );
    default:
      return <p><Run of={block.content} /></p>;
  }
}

function Run({ of }: { of: Inline[] | undefined }) {
  return <>{of?.map((inline, place) => <span key={place}>{marked(inline)}</span>)}</>;
}

function marked({ kind, text, href, code, strong, emphasis, strike }: Inline): ReactNode {
  if (kind === "line_break") return <br />;
  let shown: ReactNode = text;
  if (code) shown = <code>{shown}</code>;
  if (strong) shown = <strong>{shown}</strong>;
  if (emphasis) shown = <em>{shown}</em>;
  if (strike) shown = <s>{shown}</s>;
  return kind === "link" && href ? <a href={href} target="_blank" rel="noreferrer">{shown}</a> : shown;
}
