#!/usr/bin/env python3
"""Makes up the claims of seven cities of the demonstration round: claims/<city>.csv.

It was run once; the tables are the source since, and may be corrected by hand. Nothing here is a
fact about a city. What a city claims follows from a strength for each sector (percent of the points),
a few indicators that its announced achievements stand for, and a number made of the names, so that
every run gives the same tables. claims/daegu.csv was written by hand and is only read: amounts such
as the number of crossings are scaled from it by population.

usage: propose-claims.py CATALOGUE
"""

import csv
import hashlib
import re
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
NS = "{urn:silsa:catalogue:1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DAEGU = 2402000

# class, population, strength in A, B, C, indicators of the announced achievements
CITIES = {
    "seoul": ("large", 9558000, (66, 86, 88), "C2-01 C1-11 C1-02"),
    "daejeon": ("large", 1454000, (67, 86, 85), "A2-05 C2-08 C4-02 C4-03 B3-02"),
    "bucheon": ("large", 811000, (66, 84, 85), "A2-06 B3-03 C1-03"),
    "anyang": ("large", 548000, (63, 84, 88), "B1-06 C4-03 C4-04 A3-04"),
    "gangnam": ("small-medium", 536000, (65, 82, 86), "C1-04 C1-06"),
    "guro": ("small-medium", 398000, (68, 84, 83), "C2-04 A2-02 C4-01"),
    "seongdong": ("small-medium", 287000, (66, 83, 86), "C2-02 C2-03"),
}
# counts that do not grow with the population
FIXED = {"completed", "contracts", "projects", "planned", "periodic", "privacy_systems", "services",
         "systems", "core_systems", "datasets"}


def korean(node, tag="title"):
    return next(x.text for x in node.findall(NS + tag) if x.get(LANG) == "ko")


def chance(*names):
    """A number from 0 to 1 that depends on nothing but the names."""
    return int.from_bytes(hashlib.sha256("/".join(names).encode()).digest()[:4]) / 2**32


def value_for(scoring, percent, rising):
    """The value that earns about this percent."""
    points = [(Fraction(p.get("value")), Fraction(p.get("percent"))) for p in scoring]
    if scoring.get("method") == "steps":
        fitting = [v for v, p in points if p <= percent]
        return fitting[-1] if rising else fitting[0]
    for (v0, p0), (v1, p1) in zip(points, points[1:]):
        if min(p0, p1) <= percent <= max(p0, p1):
            return v0 + (percent - p0) * (v1 - v0) / (p1 - p0)
    return points[-1][0] if rising else points[0][0]


def denominator(name, population, base, known):
    if name in known:
        return Fraction(known[name])
    if name == "population":
        return Fraction(population)
    if name in FIXED:
        return base
    return max(Fraction(round(base * population / DAEGU)), Fraction(5))


def amount(value, step):
    value = Fraction(round(value / step)) * step
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def propose_quantitative(city, node, percent, base, known):
    kind, population = CITIES[city][:2]
    measure = node.find(NS + "measure")
    scoring = next(s for s in node.findall(NS + "scoring") if s.get("city-class") == kind)
    wanted = value_for(scoring, percent, measure.get("direction") == "higher-is-better")
    inputs = [i.get("id") for i in measure.findall(NS + "input")]
    fine = inputs[0] in ("downtime", "smart_city_staff")
    if len(inputs) == 1:
        return [(inputs[0], amount(wanted, 1))]
    factor = Fraction(re.match(r"(\d+) \*", measure.get("formula") + " ").group(1)
                      if measure.get("formula")[0].isdigit() else 1)
    below = denominator(inputs[1], population, base[inputs[1]], known)
    above = amount(wanted * below / factor, Fraction(1, 4) if fine else 1)
    return [(inputs[0], above), (inputs[1], amount(below, 1))]


def propose_level(node, percent):
    levels = [(int(x.get("number")), int(x.get("percent"))) for x in node.iter(NS + "level")]
    return [("level", str(min(levels, key=lambda x: (abs(x[1] - percent), -x[0]))[0]))]


def describe(node, claims, units):
    titles = {i.get("id"): (korean(i), units[i.get("unit")]) for i in node.iter(NS + "input")}
    if not titles:
        texts = {x.get("number"): korean(x, "descriptor") for x in node.iter(NS + "level")}
        return re.sub("^[0-9]단계에 더하여 ", "", texts[claims[0][1]])
    return ", ".join(f"{titles[i][0]} {Decimal(v):,}{titles[i][1]}"
                     for i, v in claims)


def propose(city, catalogue, base):
    units = {u.get("id"): korean(u) for u in catalogue.iter(NS + "unit")}
    strengths, best = CITIES[city][2], CITIES[city][3].split()
    pages = {"quantitative": 5, "qualitative": 4}
    known = {}  # the same fact is the same amount wherever it is asked
    documents = {"quantitative": "정량지표 평가제안서", "qualitative": "정성지표 자체평가표"}
    for sector, strength in zip(catalogue.findall(NS + "sector"), strengths):
        for node in sector.iter(NS + "indicator"):
            code, kind = node.get("code"), node.get("kind")
            percent = 100 if code in best else min(100, strength - 18 + 36 * chance(city, code))
            claims = (propose_quantitative(city, node, Fraction(round(percent)), base, known)
                      if kind == "quantitative" else propose_level(node, percent))
            known.update(claims)
            page = f"{pages[kind]}-{pages[kind] + 1}"
            pages[kind] += 2 + round(2 * chance(city, code, "page"))
            for n, (name, value) in enumerate(claims):
                texts = [describe(node, claims, units), page, documents[kind]] if n == 0 else [""] * 3
                yield [code, name, value, *texts]


def main():
    catalogue = ET.parse(sys.argv[1]).getroot()
    with open(HERE / "claims" / "daegu.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    base = {row[1]: Fraction(row[2]) for row in rows[1:] if row[1] != "level"}
    for city in CITIES:
        with open(HERE / "claims" / f"{city}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            writer.writerows(propose(city, catalogue, base))


main()
