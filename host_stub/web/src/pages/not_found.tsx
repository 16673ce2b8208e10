// SPDX-License-Identifier: Apache-2.0
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Blank } from "../kit/states";
import { text } from "../text/en";

export function NotFound() {
  return (
    <main className="page">
      <Blank picture={<Compass aria-hidden />} title={text.notFound.title}>
        <Link to="/tickets" search={{}}>{text.notFound.back}</Link>
      </Blank>
    </main>
  );
}
