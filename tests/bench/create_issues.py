# SPDX-License-Identifier: Apache-2.0
"""The yardstick of pushes: python3-jira's create_issues of what our own requests held, in batches of 50, without reading
the tickets back. SITE FILE COUNT"""
import json
import sys

from jira import JIRA

site, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
jira = JIRA(server=site, basic_auth=("analyst@example.test", "sim-token"), get_server_info=False,
            options={"rest_api_version": "3"})
with open(path, encoding="utf-8") as file:
    issues = [issue["fields"] for issue in json.load(file)]
for _ in range(count // len(issues)):
    made = jira.create_issues(issues, prefetch=False)
    assert all(one["status"] == "Success" for one in made), made
