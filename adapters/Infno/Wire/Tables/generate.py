#!/usr/bin/env python3
"""Writes tables.json and dictionaries.json beside this file from the reference text.

Usage: generate.py NHSA_MD [OUTPUT_FOLDER]
Source: nhsa.md A4 (field tables), A5 (shared output nodes), A7 (dictionaries). Facts only: numbers, names, types, lengths.

tables.json        one line per node (direction input, output or file): [direction, node, many, [[field, name, type, length, scale, dictionary, required], ...]]
                   type: C text, N number, D date, DT date-time, B bytes, S nested node; many 1 = array; required 1 = never empty
dictionaries.json  name -> {code: meaning}
"""
import json
import re
import sys
from pathlib import Path

TRANSACTIONS = """1101 2001 2101 2102 2103 2201 2202 2203 2204 2205 2206 2207 2208 2301 2302 2303 2304 2305 2401 2402 2403 2404
2405 2601 3201 3202 4101 5201 5203 5204 5206 5301 5303 9001 9002 9101 9102""".split()

# The tables do not say which nodes repeat; A1.3, A4 prose (1101, 2302, 4101, 5206) and A5 headings do. (transaction, direction, node)
MANY_ANYWHERE = {"drugdetail", "durg_trac_info", "diseinfo", "feedetail", "opspdiseinfo", "oprninfo", "icuinfo", "payinfo",
                 "bldinfo", "insuinfo", "idetinfo", "trtinfo", "setldetail", "detlcutinfo", "cuminfo", "(list)"}
MANY = {("2302", "input", "data"), ("2204", "output", "result"), ("2301", "output", "result"),
        ("5201", "output", "mdtrtinfo"), ("5303", "output", "data")}

# Fields marked as coded whose dictionary carries another name (A4 note of 2201 for caty; A7 names for the rest).
DICTIONARY_OF = {"caty": "dept", "adm_caty": "dept", "dscg_caty": "dept", "refldept_dept": "dept",
                 "scs_cutd_ward_type": "icu_type", "bld_cat": "bld_cat_code", "rx_circ_flag": "yes_no"}


def field_type(text):
    match = re.fullmatch(r"([CN])\((\d+)(?:,(\d+))?\)", text)
    if match:
        return match[1], int(match[2]), int(match[3] or 0)
    return {"D": ("D", 10, 0), "DT": ("DT", 19, 0), "bytes": ("B", 0, 0), "": ("S", 0, 0)}[text]


def dictionaries(lines):
    found = {}
    for line in lines:
        match = re.match(r"\* \*\*`(\w+)`\*\* .*? \(\d+\): (.*)$", line)
        if match:
            codes = {}
            for part in re.split(r"; (?=[^=;]+=)", match[2]):
                code, _, meaning = part.partition("=")
                codes[code.strip()] = meaning.strip()
            found.setdefault(match[1], codes)
        if line.startswith("Yes/no flags"):
            flags = re.findall(r"`(\w+)`", line)
    found["yes_no"] = {"0": "否", "1": "是"}
    return found, set(flags)


def row(name, label, kind, coded, required, known, flags):
    letter, length, scale = field_type(kind)
    dictionary = ""
    if coded:
        dictionary = name if name in known else "yes_no" if name in flags else DICTIONARY_OF.get(name, name)
    return [name, label, letter, length, scale, dictionary, 1 if required else 0]


def shared_nodes(lines, known, flags):
    """A5: one table per node with a column per transaction: Y always, o optional, blank absent."""
    nodes, current, columns = {}, [], []
    for line in lines:
        if line.startswith("## A6"):
            break
        heading = re.match(r"### A5\.\d (.*)$", line)
        if heading:
            current = re.findall(r"`(\w+)`", heading[1])
        if line.startswith("| field "):
            columns = [c.strip() for c in line.strip("|").split("|")][4:]
        match = re.match(r"\| `(\w+)` \|(.*)\|$", line)
        if match and current:
            cells = [c.strip() for c in match[2].split("|")]
            for infno, mark in zip(columns, cells[3:]):
                if mark:
                    node = "result" if infno in ("2204", "2301") else current[0]
                    nodes.setdefault((infno, node), []).append(
                        row(match[1], cells[0], cells[1], cells[2], mark == "Y", known, flags))
    # A4 2208: the printed table misspells psn_cash_pay; both spellings are accepted, so neither is mandatory.
    for field in nodes[("2208", "setlinfo")]:
        if field[0] == "pdn_cash_pay":
            field[6] = 0
            nodes[("2208", "setlinfo")].insert(nodes[("2208", "setlinfo")].index(field), ["psn_cash_pay"] + field[1:])
            break
    return nodes


def tables(lines, known, flags):
    start = next(i for i, l in enumerate(lines) if l.startswith("## A4"))
    middle = next(i for i, l in enumerate(lines) if l.startswith("## A5"))
    shared = shared_nodes(lines[middle:], known, flags)
    found, infno, node = {}, None, None
    for line in lines[start:middle]:
        heading = re.match(r"#### (\S+) (.*)$", line)
        if heading:
            infno, node = heading[1], None
            if infno in TRANSACTIONS:
                found[infno] = {"name": heading[2], "nodes": []}
        if infno not in TRANSACTIONS:
            continue
        opened = re.match(r"\*\*(input|output) `([^`]+)`\*\*( → see A5)?", line)
        if opened and not opened[2].startswith("["):
            direction, name = opened[1], opened[2]
            many = name in MANY_ANYWHERE or (infno, direction, name) in MANY
            node = [direction, name, 1 if many else 0, list(shared[(infno, name)]) if opened[3] else []]
            found[infno]["nodes"].append(node)
        elif opened:
            # 3202: columns of the files that travel beside the messages (TAB separated, A4 and A9.3).
            node = ["file", opened[2].strip("[]").split()[0], 1, []]
            found[infno]["nodes"].append(node)
        match = re.match(r"\| \d+ \| `([^`]+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", line)
        if match and node is not None:
            node[3].append(row(match[1], match[2], match[3], match[4], match[5] == "Y", known, flags))
    return found


def dump_tables(found):
    out = ["{"]
    for i, infno in enumerate(sorted(found)):
        out.append(f' "{infno}": {{"name": {json.dumps(found[infno]["name"], ensure_ascii=False)}, "nodes": [')
        nodes = found[infno]["nodes"]
        for j, node in enumerate(nodes):
            text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
            out.append("  " + text + ("," if j + 1 < len(nodes) else ""))
        out.append(" ]}" + ("," if i + 1 < len(found) else ""))
    return "\n".join(out) + "\n}\n"


def main():
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent
    known, flags = dictionaries(lines)
    found = tables(lines, known, flags)
    missing = set(TRANSACTIONS) - set(found)
    if missing:
        sys.exit(f"not in the reference: {sorted(missing)}")
    used = {f[5] for t in found.values() for n in t["nodes"] for f in n[3] if f[5]}
    kept = {name: known[name] for name in sorted(used & set(known))}
    (folder / "tables.json").write_text(dump_tables(found), encoding="utf-8")
    text = ",\n".join(f' "{k}": {json.dumps(v, ensure_ascii=False, separators=(",", ":"))}' for k, v in kept.items())
    (folder / "dictionaries.json").write_text("{\n" + text + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
