// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { answered, api, type Documents, once } from "./client";
import { useShownWrite } from "./write";

export type Preset = Documents["preset"];
export type PresetOrder = Documents["preset_order"];

export const presetsQuery = (company: string) =>
  queryOptions({
    queryKey: ["presets", company],
    queryFn: ({ signal }) => answered(api.GET("/api/v1/presets", { params: { query: { company } }, signal })),
    staleTime: 30_000,
  });

export const useKeepPreset = (company: string) =>
  useShownWrite(company, (body: PresetOrder) => answered(api.POST("/api/v1/presets", { params: { query: { company }, header: once() }, body })));

export const useRemovePreset = (company: string) =>
  useShownWrite(company, (name: string) =>
    answered(api.DELETE("/api/v1/presets/{name}", { params: { path: { name }, query: { company }, header: once() } })));
