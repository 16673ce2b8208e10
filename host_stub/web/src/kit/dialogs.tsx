// SPDX-License-Identifier: Apache-2.0
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { text } from "../text/en";
import { Button, IconButton } from "./button";
import { TextField } from "./fields";

export function Window({ title, wide, onClose, children, footer }: {
  title: string; wide?: boolean; onClose: () => void; children: ReactNode; footer?: ReactNode;
}) {
  return (
    <ModalOverlay className="shade" isOpen isDismissable={!wide} onOpenChange={(open) => !open && onClose()}>
      <Modal className={wide ? "modal wide" : "modal"}>
        <Dialog className="dialog">
          <header>
            <Heading slot="title" className="grow">{title}</Heading>
            <IconButton name={text.close} onPress={onClose}><X aria-hidden /></IconButton>
          </header>
          {children}
          {footer && <footer>{footer}</footer>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

// Asks for a sentence before something is done that others will ask about.
export function ReasonDialog({ title, label, action, onGive, onClose }: {
  title: string; label: string; action: string; onGive: (reason: string) => void; onClose: () => void;
}) {
  const [reason, setReason] = useState("");
  return (
    <Window
      title={title} onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button look="primary" isDisabled={reason.trim() === ""} onPress={() => { onGive(reason.trim()); onClose(); }}>{action}</Button>
        </>
      }
    >
      <div className="body">
        <TextField label={label} value={reason} onChange={setReason} lines={4} isRequired autoFocus />
      </div>
    </Window>
  );
}
