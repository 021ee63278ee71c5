"""``qantar count`` as a user runs it."""

import json
import subprocess
import sys
from pathlib import Path

TABLE = (
    "region,A,B,C,count\n"
    + "".join(
        f"north,{a},{b},{c},{n}\n"
        for a, b, c, n in (
            (1, 0, 0, 150),
            (0, 1, 0, 350),
            (1, 1, 0, 150),
            (0, 0, 1, 90),
            (1, 0, 1, 38),
            (0, 1, 1, 88),
            (1, 1, 1, 37),
        )
    )
    + "south,1,1,0,2\nsouth,0,0,1,1\n"
)


def count(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qantar", "count", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_each_stratum_has_its_verdict(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text(TABLE, "utf-8")

    done = count(table, "--strata", "region", "--json", "--draws", 200)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["strata"]
    assert [row["verdict"] for row in found] == ["estimate", "refused"]
    assert all(family["verdict"] for row in found for family in row["families"])


def test_the_verdict_is_the_first_line_in_the_chosen_language(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text("A,B,count\n1,0,40\n0,1,50\n1,1,20\n", "utf-8")

    done = count(table, "--lang", "de")

    assert done.returncode == 1
    assert done.stdout.startswith("Verweigert: ")


def test_a_fraction_is_wrong_use(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text("A,B,count\n1,0,40.5\n0,1,50\n", "utf-8")

    done = count(table)

    assert done.returncode == 2
    assert "Row 2 counts '40.5'" in done.stderr


def test_a_case_without_lists_is_told_so(tmp_path: Path) -> None:
    case = tmp_path / "case"
    subprocess.run([sys.executable, "-m", "qantar", "new", str(case)], check=True)

    done = count(case)

    assert done.returncode == 2
    assert "no lists to compare" in done.stderr


def test_lists_are_merged_and_dropped(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text(
        "A,B,C,D,count\n1,0,0,0,40\n0,1,0,0,50\n1,0,1,1,20\n0,0,1,0,9\n", "utf-8"
    )

    done = count(table, "--merge", "B+C", "--drop", "D", "--json")

    found = json.loads(done.stdout)["strata"][0]
    assert found["lists"] == {"A": 60, "B+C": 79}
    assert found["verdict"] == "refused"


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text("A,B,count\n1,0,40\n0,1,50\n1,1,20\n", "utf-8")

    done = count(table, "--drop", "Z")

    assert done.returncode == 2
    assert "There is no list 'Z'; the lists are A, B." in done.stderr


def test_an_open_population_is_refused_and_reported(tmp_path: Path) -> None:
    table = tmp_path / "lists.csv"
    table.write_text(
        "\n".join(
            row.removeprefix("north,").removeprefix("region,")
            for row in TABLE.splitlines()[:8]
        ),
        "utf-8",
    )
    report = tmp_path / "count.html"

    done = count(table, "--open", "--report", report, "--lang", "de")

    assert done.returncode == 1
    html = report.read_text("utf-8")
    assert '<html lang="de">' in html
    assert "Verweigert" in html
    assert "kamen oder gingen" in html


def test_an_interrupted_run_goes_on_to_the_same_answer(tmp_path: Path) -> None:
    table, chains = tmp_path / "lists.csv", tmp_path / "chains.npz"
    table.write_text(TABLE.split("south")[0], "utf-8")
    options = ("--strata", "region", "--json", "--draws", 100, "--rounds")

    whole = count(table, *options, 750)
    count(table, *options, 500, "--resume", chains)
    resumed = count(table, *options, 750, "--resume", chains)

    one, other = (json.loads(d.stdout)["strata"][0]["latent"] for d in (whole, resumed))
    assert chains.exists()
    assert other["rounds"] == one["rounds"]
    assert other["chain_means"] == one["chain_means"]


def test_a_file_that_holds_no_chains_is_told(tmp_path: Path) -> None:
    table, chains = tmp_path / "lists.csv", tmp_path / "chains.npz"
    table.write_text(TABLE.split("south")[0].replace("region", "r"), "utf-8")
    chains.write_text("no chains", "utf-8")

    done = count(table, "--strata", "r", "--resume", chains)

    assert done.returncode == 2
    assert "delete it to start anew" in done.stderr
