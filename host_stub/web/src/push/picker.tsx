// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, ComboBox, Input, ListBox, Popover } from "react-aria-components";
import type { Documents } from "../api/client";
import { type PickerPlace, pickerQuery } from "../api/pushes";
import { ChoiceItem, FieldLabel, Help } from "../kit/fields";
import { usePlace } from "../place";
import { text } from "../text/en";

type Option = Documents["option"];

const shownAs = ({ key, name }: Option) => (key && key !== name ? `${key} · ${name}` : name);

interface Props {
  label: string;
  collects?: boolean; // several values, which are shown elsewhere
  help?: string | undefined;
  isRequired?: boolean | undefined;
  value: string | undefined;
  onChange: (option: Option | undefined) => void;
}

// Searched at the vendor while somebody types.
export function Picker({ place, picker, mayBeNew = false, ...props }: Props & { place: PickerPlace; picker: string; mayBeNew?: boolean }) {
  const { company } = usePlace();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const pause = setTimeout(() => setAsked(typed), 200);
    return () => clearTimeout(pause);
  }, [typed]);
  const [opened, setOpened] = useState(false);
  const found = useQuery({ ...pickerQuery(company, place, picker, asked), enabled: opened });
  const empty = found.isError ? found.error.message : found.isFetching || !found.data ? text.loading : text.push.noMatch;
  return (
    <Combo
      {...props} options={found.data?.options ?? []} empty={empty} onOpen={() => setOpened(true)} onType={setTyped} mayBeNew={mayBeNew}
      more={!!found.data?.next_cursor}
    />
  );
}

// Searched here: the vendor has told all of them.
export function FixedPicker({ options, ...props }: Props & { options: Option[] }) {
  const [typed, setTyped] = useState("");
  const fitting = options.filter((option) => option.name.toLowerCase().includes(typed.toLowerCase()));
  return <Combo {...props} options={fitting} empty={text.push.noMatch} onType={setTyped} />;
}

export function Combo({ label, help, isRequired, value, onChange, options, empty, onOpen, onType, mayBeNew, more, collects }: Props & {
  options: Option[]; empty: string; onOpen?: () => void; onType: (typed: string) => void; mayBeNew?: boolean; more?: boolean;
}) {
  // Whoever collects several values keeps none here: each choice empties the field for the next one.
  const [chosen, setChosen] = useState<Option | undefined>(value ? { id: value, name: value } : undefined);
  const [input, setInput] = useState(chosen?.name ?? "");
  const take = (option: Option | undefined) => {
    const kept = collects ? undefined : option;
    setChosen(kept);
    setInput(kept ? shownAs(kept) : "");
    onType("");
    onChange(option);
  };
  const pick = (key: unknown) => {
    const option = options.find(({ id }) => id === key);
    if (option && option.id !== chosen?.id) take(option);
  };
  const type = (words: string) => {
    setInput(words);
    onType(words);
    if (words === "" && chosen) take(undefined);
  };
  const leave = () => {
    const word = input.trim();
    if (mayBeNew && word) take({ id: word, name: word });
    else setInput(chosen ? shownAs(chosen) : "");
  };
  return (
    <ComboBox
      className="field" items={options} inputValue={input} onInputChange={type} selectedKey={chosen?.id ?? null} onSelectionChange={pick}
      onBlur={leave} onOpenChange={(open) => open && onOpen?.()} defaultFilter={() => true}
      allowsEmptyCollection allowsCustomValue={mayBeNew ?? false} isRequired={isRequired ?? false}
    >
      <FieldLabel label={label} isRequired={isRequired} />
      <div className="combo">
        <Input className="input" />
        <Button className="button plain icon open"><ChevronDown aria-hidden /></Button>
      </div>
      <Help help={help} />
      <Popover className="popover">
        <ListBox className="list" renderEmptyState={() => <div className="empty">{empty}</div>}>
          {(option: Option) => <ChoiceItem choice={{ id: option.id, name: shownAs(option), note: option.note }} />}
        </ListBox>
        {more && <p className="quiet small empty">{text.push.moreMatches}</p>}
      </Popover>
    </ComboBox>
  );
}
