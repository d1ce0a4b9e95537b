#!/usr/bin/env python3
"""Makes round.xml of the demonstration round from round.xml.in and claims/<applicant>.csv.

usage: make-round.py CATALOGUE TEMPLATE OUTPUT CLAIMS...
"""

import csv
import hashlib
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

TEXTS = (("요약", "summary"), ("쪽", "page"), ("자료명", "document"))


def claim(row):
    """One <claim> for a row of a table with the Korean header."""
    attributes = [("indicator", row["지표코드"]), ("input", row["입력항목"])]
    if row["제출값"]:
        attributes.append(("value", row["제출값"]))
    head = "    <claim " + " ".join(f"{name}={quoteattr(value)}" for name, value in attributes)
    texts = [f"<{name}>{escape(row[column])}</{name}>" for column, name in TEXTS if row[column]]
    return head + (">" + "".join(texts) + "</claim>\n" if texts else "/>\n")


def main():
    catalogue, template, output, *tables = map(Path, sys.argv[1:])
    text = template.read_text(encoding="utf-8")
    digest = hashlib.sha256(catalogue.read_bytes()).hexdigest()
    text, times = re.subn("@CATALOGUE_SHA256@", digest, text)
    if times != 1:
        sys.exit(f"{template}: the digest of the catalogue has no place")
    for table in tables:
        with open(table, newline="", encoding="utf-8-sig") as file:
            claims = "".join(claim(row) for row in csv.DictReader(file))
        pattern = f'(<applicant id="{re.escape(table.stem)}".*?)(  </applicant>)'
        text, times = re.subn(pattern, lambda m: m[1] + claims + m[2], text, count=1, flags=re.DOTALL)
        if times != 1:
            sys.exit(f"{table}: no applicant is called {table.stem}")
    output.write_text(text, encoding="utf-8")


main()
