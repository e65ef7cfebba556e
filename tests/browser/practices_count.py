"""Counts choices of values in the published table with pandas: either inside a facet, all facets together.

Reads `{"known": ["cap=placement", …], "selections": [[…], …]}`, writes for each selection the total and, for every
known value, how many records there would be if it were chosen beside the other facets.
"""

import json
import sys

import pandas

COLUMNS = {"cap-sub": "cap_sub", "country": "countries", "region": "regions", "population": "populations", "hashtag": "hashtags"}


def main():
    # `NA` is Namibia, not a missing value.
    table = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False, encoding="utf-8")
    asked = json.load(sys.stdin)
    has = {key: membership(table, *key.split("=", 1)) for key in asked["known"]}
    json.dump([count(table, has, selection) for selection in asked["selections"]], sys.stdout)


def membership(table, facet, key):
    column = table[COLUMNS.get(facet, facet)]
    if (facet, key) == ("approach", "engagement"):
        # Alternative forms of detention do not count as engagement-based, whatever they say of themselves.
        column = column.where(table["form_of_detention"] != "true", "")
    return column.map(lambda cell: key in [part.strip() for part in cell.split(";")])


def count(table, has, selection):
    chosen = {}
    for key in selection:
        chosen.setdefault(key.split("=", 1)[0], []).append(has[key])
    total = every(table, chosen.values())
    counts = {}
    for key, members in has.items():
        facet = key.split("=", 1)[0]
        others = [any_of for name, any_of in chosen.items() if name != facet]
        counts[key] = int((every(table, others) & members).sum())
    return {"total": int(total.sum()), "counts": counts}


def every(table, facets):
    left = pandas.Series(True, index=table.index)
    for members in facets:
        left &= pandas.concat(members, axis=1).any(axis=1)
    return left


if __name__ == "__main__":
    main()
