// SPDX-License-Identifier: Apache-2.0
import { Label, Radio, RadioGroup } from "react-aria-components";

export interface CardChoice {
  id: string;
  name: string;
  note?: string | undefined;
  help?: string | undefined;
}

// One of a few, each with a sentence to choose by.
export function ChoiceCards({ label, choices, value, onChange, isDisabled }: {
  label: string; choices: readonly CardChoice[]; value: string; onChange: (id: string) => void; isDisabled?: boolean;
}) {
  return (
    <RadioGroup className="field" value={value} onChange={onChange} isDisabled={isDisabled ?? false}>
      <Label className="label">{label}</Label>
      <div className="choice-cards">
        {choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className="choice-card">
            <span className="row wrap"><b>{choice.name}</b>{choice.note && <span className="badge bare">{choice.note}</span>}</span>
            {choice.help && <span className="quiet small">{choice.help}</span>}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
