// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { Button, Label, Tag, TagGroup, TagList } from "react-aria-components";
import { Picker } from "../push/picker";
import { text } from "../text/en";

const t = text.connect;

// Which projects may be used. One that is not offered can be typed: only those that are allowed already are offered.
export function ProjectsPart({ integration, projects, onChange }: { integration: string; projects: string[]; onChange: (projects: string[]) => void }) {
  return (
    <div className="stack tight">
      <Picker
        label={t.projects} help={t.projectsHelp} place={{ integration, context: {} }} picker="project" value={undefined} collects mayBeNew
        onChange={(option) => {
          const name = option?.key ?? option?.name;
          if (name && !projects.includes(name)) onChange([...projects, name]);
        }}
      />
      {projects.length === 0 && <p className="quiet small">{t.allProjects}</p>}
      {projects.length > 0 && (
        <TagGroup className="tags" selectionMode="none" onRemove={(keys) => onChange(projects.filter((name) => !keys.has(name)))}>
          <Label className="hidden">{t.allowed}</Label>
          <TagList className="row wrap" items={projects.map((id) => ({ id }))}>
            {({ id }) => (
              <Tag id={id} textValue={id} className="badge bare tag">
                {id}
                <Button slot="remove" className="remove"><X size={12} aria-hidden /></Button>
              </Tag>
            )}
          </TagList>
        </TagGroup>
      )}
    </div>
  );
}
