// SPDX-License-Identifier: Apache-2.0
export const steps = ["vendor", "sign_in", "projects", "test", "enable", "webhook"] as const;
export type Step = (typeof steps)[number];
