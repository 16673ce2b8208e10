# SPDX-License-Identifier: Apache-2.0
"""The memory of `host_stub import` does not grow with the scan:

    import_memory_test.py SMALL LARGE GROWTH [FORMAT...]

imports generated scans of SMALL and LARGE megabytes in each format and compares the peaks of the command. GROWTH is how
many megabytes more the large one may take. SARIF may take 40 MB at most, whatever its size."""
import json
import os
import shutil
import subprocess
import sys

import stack

POLICY = "policy: test\nplugin: jira\nroute:\n  - name: all\n    ticket: {project: SEC, type: Bug}\ngroup_by: finding\n"
MOST_FOR_SARIF = 40
# About a kilobyte a record, as real scans have.
FILL = "A longer text of the kind that scanners write about a weakness. " * 12


def sarif(n):
    return json.dumps({"ruleId": f"R{n % 50}", "message": {"text": f"Weakness {n}"}, "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": f"src/file{n}.c"}, "region": {"startLine": 7, "snippet": {"text": f"call({n});"}}}}],
        "codeFlows": [{"message": {"text": FILL}}]})


def trivy(n):
    return json.dumps({"VulnerabilityID": f"CVE-2024-{10000 + n % 900}", "PkgName": f"package-{n}", "InstalledVersion": "1.0",
                       "FixedVersion": "1.1", "Severity": "HIGH", "Title": f"Weakness {n}", "Description": FILL})


def cyclonedx(n):
    return json.dumps({"id": f"CVE-2024-{10000 + n}", "ratings": [{"severity": "high"}], "description": FILL,
                       "affects": [{"ref": f"c{n % 2000}"}]})


def nessus(n):
    return (f'<ReportItem port="{n % 60000}" protocol="tcp" severity="2" pluginID="{n}" pluginName="Weakness {n}">'
            f"<description>{FILL}</description></ReportItem>\n")


def generic(n):
    return json.dumps({"title": f"Weakness {n}", "severity": "low", "rule": f"R{n}", "file": f"f{n}.c", "description": FILL})


def csv(n):
    return f'Weakness {n},low,R{n},f{n}.c,"{FILL}"\n'


COMPONENTS = json.dumps([{"bom-ref": f"c{n}", "name": f"component-{n}", "version": "1"} for n in range(2000)])
RULES = json.dumps([{"id": f"R{n}"} for n in range(50)])
# Format: what stands before the records, one record, what stands between them, what ends the file.
FORMATS = {
    "sarif": ('{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "scan", "rules": %s}}, "results": [' % RULES,
              sarif, ",\n", "]}]}"),
    "trivy": ('{"SchemaVersion": 2, "ArtifactName": "shop", "ArtifactType": "container_image", "Results": [{"Target": '
              '"package-lock.json", "Class": "lang-pkgs", "Vulnerabilities": [', trivy, ",\n", "]}]}"),
    "cyclonedx": ('{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": %s, "vulnerabilities": [' % COMPONENTS,
                  cyclonedx, ",\n", "]}"),
    "nessus": ('<NessusClientData_v2><Report><ReportHost name="h"><HostProperties><tag name="HOST_END">x</tag>'
               "</HostProperties>", nessus, "", "</ReportHost></Report></NessusClientData_v2>"),
    "generic": ('{"scanner": "scan", "findings": [', generic, ",\n", "]}"),
    "csv": ("title,severity,rule,file,description\n", csv, "", ""),
}


def write_scan(path, name, megabytes):
    """Writes a scan of that size; answers how many records it has."""
    head, record, between, tail = FORMATS[name]
    with open(path, "w") as file:
        file.write(head)
        number = 0
        while file.tell() < megabytes << 20:
            file.write((between if number else "") + between.join(record(number + i) for i in range(500)))
            number += 500
        file.write(tail)
    return number


def peak_of_import(host, path, asset, records):
    """The peak of the importing process alone, in MB, for which it must have imported every record."""
    command = host.command("import", path, "--company", "acme", "--asset", asset)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    report = json.loads(process.stdout.read())
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, report
    assert (report["new"], report["refused"]) == (records, 0), report
    return usage.ru_maxrss / 1024


def main(small, large, growth, names):
    host = stack.Host("http://127.0.0.1:9", POLICY)
    failed = []
    try:
        host.run("apply", "-f", host.folder / "documents", status=(0, 1, 3))
        serving = host.serve()  # keeps the private database up, so that the command has none of its own
        for name in names:
            path = host.folder / f"scan.{name}"
            peaks = []
            for size in (small, large):
                records = write_scan(path, name, size)
                peaks.append(peak_of_import(host, path, f"{name}-{size}", records))
                path.unlink()
            print(f"{name}: {peaks[0]:.1f} MB for {small} MB, {peaks[1]:.1f} MB for {large} MB", flush=True)
            if peaks[1] - peaks[0] >= growth or (name == "sarif" and peaks[1] > MOST_FOR_SARIF):
                failed.append(name)
        serving.end()
    finally:
        stack.end_database(host.data)
        shutil.rmtree(host.folder, True)
    if failed:
        print("memory grows with the scan, or is too much: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:] or list(FORMATS)))
