# SPDX-License-Identifier: GPL-2.0-only
"""What tools/bench makes of its figures: tables, verdicts, a file, a picture."""

import json
import re

import nics

# What must hold, as a ratio to the in-tree driver of the same run.
LIMITS = {
    "82540EM": {"tx burst 1": 0.42, "tx burst 32": 0.32, "rx drop": 0.87, "xdp drop": 0.06},
    "82574": {"tx burst 1": 0.42, "tx burst 32": 0.32, "rx drop": 0.80, "xdp drop": 0.06},
    "82576": {"tx burst 1": 0.55, "tx burst 32": 0.42, "rx drop": 1.00, "xdp drop": 0.75},
}
TOLERANCE = 1.03
# Rows that belong into one diagram: the number in the name is the abscissa.
SERIES = re.compile(r"(tx frame of|tx ring of|tx with|rx with) (\d+) ?(\w*)")


def table(model, rows, title):
    """Prints one table: rows that both drivers have get a ratio."""
    intree = nics.MODELS[model].intree
    print(f"# {model}: {title}")
    print(f"#   {'':<24}{'e1k':>8}{intree:>8}{'ratio':>8}")
    for row, cost in rows["e1k"].items():
        base = rows[intree].get(row)
        rest = f"{base:>8.0f}{cost / base:>8.2f}" if base else f"{'-':>8}"
        print(f"#   {row:<24}{cost:>8.0f}{rest}", flush=True)


def judge(report, model, rows):
    """The figures as tests."""
    intree = rows[nics.MODELS[model].intree]
    for row, limit in LIMITS[model].items():
        ratio = rows["e1k"][row] / intree[row]
        report.result(ratio <= limit * TOLERANCE, f"bench.{model}.{row}",
                      f"{ratio:.2f} of the in-tree driver's instructions, "
                      f"at most {limit} allowed")


def write(folder, results):
    """bench.json: model, driver, row, figure."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bench.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return path


def _bars(axes, model, rows):
    intree = nics.MODELS[model].intree
    names = [row for row in rows["e1k"] if not SERIES.match(row) and row in rows[intree]]
    ratios = [rows["e1k"][row] / rows[intree][row] for row in names]
    axes.barh(names, ratios)
    axes.axvline(1, color="grey")
    axes.invert_yaxis()
    axes.set_title(f"{model}: e1k / {intree}")
    axes.tick_params(labelsize=7)


def _lines(axes, model, rows):
    for driver, style in ((nics.MODELS[model].intree, "--"), ("e1k", "-")):
        series = {}
        for row, cost in rows[driver].items():
            if match := SERIES.match(row):
                kind, count, unit = match.groups()
                series.setdefault(f"{kind} n {unit}", []).append((int(count), cost))
        for number, (name, points) in enumerate(sorted(series.items())):
            axes.plot(*zip(*points), style, color=f"C{number}", label=f"{driver}: {name}")
    axes.set_xscale("symlog", base=2, linthresh=1)
    axes.set_ylabel("instructions per packet")
    axes.legend(fontsize=5)


def draw(folder, results):
    """bench.svg: ratios, and growth beside them where it was measured."""
    # Only here: the figures are to be had without the plotting library.
    from matplotlib.figure import Figure  # pylint: disable=import-outside-toplevel

    grown = any(SERIES.match(row) for rows in results.values() for row in rows["e1k"])
    figure = Figure(figsize=(14 if grown else 7, 3.5 * len(results)), layout="constrained")
    grid = figure.subplots(len(results), 2 if grown else 1, squeeze=False)
    for axes, (model, rows) in zip(grid, results.items()):
        _bars(axes[0], model, rows)
        if grown:
            _lines(axes[1], model, rows)
    path = folder / "bench.svg"
    figure.savefig(path)
    return path
