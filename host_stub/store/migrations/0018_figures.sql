-- SPDX-License-Identifier: Apache-2.0
-- Figures read the feed of a span of days. It only grows, and in the order of its times, so that ranges of its pages are
-- index enough, and next to nothing to write.
CREATE INDEX IF NOT EXISTS activity_days ON activity USING brin (at) WITH (pages_per_range = 32);
