// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Button as Pressed, type ButtonProps, Tooltip, TooltipTrigger } from "react-aria-components";

type Look = "primary" | "danger" | "plain";

export function Button({ look, className, ...props }: Omit<ButtonProps, "className"> & { look?: Look; className?: string }) {
  return <Pressed {...props} className={["button", look, className].filter(Boolean).join(" ")} />;
}

// A picture alone: its name is told to who points at it, and to who cannot see it.
export function IconButton({ name, children, ...props }: Omit<ButtonProps, "className" | "children"> & { name: string; children: ReactNode }) {
  return (
    <TooltipTrigger delay={400}>
      <Pressed {...props} aria-label={name} className="button plain icon">
        {children}
      </Pressed>
      <Tooltip className="tooltip" offset={6}>
        {name}
      </Tooltip>
    </TooltipTrigger>
  );
}
