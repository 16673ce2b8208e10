// SPDX-License-Identifier: Apache-2.0
import { Check, ChevronDown, Minus, Search, X } from "lucide-react";
import type { ReactNode } from "react";
import {
  Button, Checkbox as CheckboxRoot, type CheckboxProps, FieldError, Input, Label, ListBox, ListBoxItem, Popover, SearchField,
  Select as SelectRoot, SelectValue, Text, TextArea, TextField as TextFieldRoot,
} from "react-aria-components";
import { text } from "../text/en";

interface Common {
  label: string;
  help?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

export function FieldLabel({ label, isRequired }: { label: string; isRequired?: boolean | undefined }) {
  return (
    <Label className="label">
      {label}
      {isRequired && <span className="required" aria-hidden> *</span>}
    </Label>
  );
}

export function Help({ help }: { help?: string | undefined }) {
  return (
    <>
      {help && <Text slot="description" className="help">{help}</Text>}
      <FieldError className="wrong" />
    </>
  );
}

export function TextField(props: Common & {
  value: string; onChange: (value: string) => void; type?: string; lines?: number; name?: string; autoComplete?: string;
  autoFocus?: boolean; maxLength?: number | undefined; inputMode?: "numeric" | "decimal";
}) {
  const { label, help, lines, ...rest } = props;
  return (
    <TextFieldRoot {...rest} className="field">
      <FieldLabel label={label} isRequired={props.isRequired} />
      {lines ? <TextArea className="input" rows={lines} /> : <Input className="input" />}
      <Help help={help} />
    </TextFieldRoot>
  );
}

export interface Choice {
  id: string;
  name: string;
  note?: string | undefined;
}

export function Select(props: Common & {
  choices: readonly Choice[]; value: string | null; onChange: (id: string) => void; placeholder?: string; before?: ReactNode; bare?: boolean;
}) {
  return (
    <SelectRoot
      className="field" value={props.value} onChange={(key) => props.onChange(String(key))} isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false} placeholder={props.placeholder ?? text.choose}
    >
      {props.bare ? <Label className="hidden">{props.label}</Label> : <FieldLabel label={props.label} isRequired={props.isRequired} />}
      <Button className="trigger">
        <SelectValue className="clip">{({ selectedText, defaultChildren }) => selectedText ?? defaultChildren}</SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      <Help help={props.help} />
      <Popover className="popover">
        <ListBox className="list" items={props.choices}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </SelectRoot>
  );
}

export function ChoiceItem({ choice }: { choice: Choice }) {
  return (
    <ListBoxItem id={choice.id} textValue={choice.name} className="option">
      <Text slot="label" className="grow">{choice.name}</Text>
      {choice.note && <Text slot="description" className="quiet small">{choice.note}</Text>}
    </ListBoxItem>
  );
}

export function Searching({ label, value, onChange, placeholder, inputId, help }: {
  label: string; value: string; onChange: (value: string) => void; placeholder?: string; inputId?: string; help?: string;
}) {
  return (
    <SearchField value={value} onChange={onChange} className="field">
      {({ isEmpty }) => (
        <>
          <Label className="label">{label}</Label>
          <div className="search" data-empty={isEmpty || undefined}>
            <Search aria-hidden />
            <Input className="input" id={inputId} placeholder={placeholder} title={help} />
            <Button className="button plain icon clear" aria-label={text.clear}><X aria-hidden /></Button>
          </div>
        </>
      )}
    </SearchField>
  );
}

export function Checkbox({ children, ...props }: Omit<CheckboxProps, "children" | "className"> & { children?: ReactNode }) {
  return (
    <CheckboxRoot {...props} className="check">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="box" aria-hidden>{isIndeterminate ? <Minus /> : isSelected && <Check />}</span>
          {children}
        </>
      )}
    </CheckboxRoot>
  );
}
