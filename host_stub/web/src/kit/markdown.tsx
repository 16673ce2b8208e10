// SPDX-License-Identifier: Apache-2.0
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

// Scanners write it, so it is foreign text: no HTML passes, and pictures are not fetched.
export function Markdown({ source }: { source: string }) {
  return (
    <div className="prose">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]} disallowedElements={["img"]} unwrapDisallowed
        components={{ a: ({ href, children }) => <a href={href} target="_blank" rel="noreferrer">{children}</a> }}
      >
        {source}
      </ReactMarkdown>
    </div>
  );
}
