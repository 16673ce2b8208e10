// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "react";

// What is being typed, told once the person pauses. A value that changes from outside replaces it.
export function useTyped(value: string, tell: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (value !== told.current) {
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === told.current) return;
    const pause = setTimeout(() => {
      told.current = typed;
      latest.current(typed);
    }, 250);
    return () => clearTimeout(pause);
  }, [typed]);
  return [typed, setTyped];
}
