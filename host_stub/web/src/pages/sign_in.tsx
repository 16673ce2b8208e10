// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Form } from "react-aria-components";
import { Problem } from "../api/client";
import { offersQuery, sessionQuery, signIn } from "../api/session";
import icon from "../icon.svg";
import { Button } from "../kit/button";
import { TextField } from "../kit/fields";
import { Notice, ProblemNotice } from "../kit/states";
import { useTitle } from "../kit/title";
import { text } from "../text/en";

const route = getRouteApi("/sign-in");

// Only to a page of this host: an address that somebody made could lead anywhere.
const inside = (to: string | undefined) => (to?.startsWith("/") && !to.startsWith("//") && !to.includes("\\") ? to : "/tickets");

export function SignIn() {
  useTitle(text.signIn.title);
  const { to } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const offers = useQuery(offersQuery).data?.providers ?? [];
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [chosen, setChosen] = useState("");
  const [repeated, setRepeated] = useState("");
  const [choosing, setChoosing] = useState(false);
  const attempt = useMutation({
    meta: { shown: true },
    mutationFn: () => signIn(name, password, choosing ? chosen : undefined),
    onSuccess: async (session) => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.push(inside(to));
    },
    onError: (problem) => {
      const code = problem instanceof Problem ? problem.code : "";
      if (code === "password_change_needed") return setChoosing(true);
      if (code === "password_weak") return;
      setChoosing(false);
      setPassword("");
    },
  });
  const asked = attempt.error instanceof Problem && attempt.error.code === "password_change_needed";
  return (
    <main className="sign-in">
      <div className="card">
        <div className="brand"><img src={icon} alt="" />{text.product}</div>
        <Form className="stack" onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
          <div>
            <h1>{choosing ? text.signIn.choose : text.signIn.title}</h1>
            <p className="quiet">{choosing ? text.signIn.chooseLead : text.signIn.lead}</p>
          </div>
          {attempt.isError && !asked && <Refusal problem={attempt.error} />}
          {choosing ? (
            <>
              <TextField
                label={text.signIn.newPassword} name="new-password" type="password" autoComplete="new-password" value={chosen}
                onChange={setChosen} help={text.signIn.newPasswordHelp} isRequired autoFocus
              />
              <TextField
                label={text.signIn.repeated} name="repeated" type="password" autoComplete="new-password" value={repeated}
                onChange={setRepeated} isRequired
              />
              {repeated !== "" && repeated !== chosen && <Notice tone="bad">{text.signIn.different}</Notice>}
              <Button look="primary" type="submit" isPending={attempt.isPending} isDisabled={repeated !== chosen}>
                {text.signIn.chooseAction}
              </Button>
            </>
          ) : (
            <>
              <TextField
                label={text.signIn.name} name="name" autoComplete="username" value={name} onChange={setName} isRequired autoFocus
              />
              <TextField
                label={text.signIn.password} name="password" type="password" autoComplete="current-password" value={password}
                onChange={setPassword} isRequired
              />
              <Button look="primary" type="submit" isPending={attempt.isPending}>{text.signIn.action}</Button>
              {offers.map(({ label, address }) => (
                <a key={address} className="button" href={`${address}?to=${encodeURIComponent(inside(to))}`}>{text.signIn.by(label)}</a>
              ))}
            </>
          )}
        </Form>
      </div>
    </main>
  );
}

function Refusal({ problem }: { problem: Error }) {
  const wait = problem instanceof Problem && problem.status === 429 ? problem.retryAfter : undefined;
  const [left, setLeft] = useState(wait ?? 0);
  useEffect(() => {
    setLeft(wait ?? 0);
    const clock = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(clock);
  }, [wait, problem]);
  return left > 0 ? <Notice tone="bad">{text.signIn.tooMany(left)}</Notice> : <ProblemNotice problem={problem} />;
}
