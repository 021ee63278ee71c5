"""What two records are compared by: levels, term frequencies, blocking, training.

Conditions are SQL that DuckDB and Spark both understand, on columns with ``_l`` and ``_r``.
The model is that of Fellegi and Sunter, "A Theory for Record Linkage" (1969), as Splink
computes it: each level has a probability among matches (m) and among others (u).
"""

from dataclasses import dataclass
from typing import Any

__all__ = ["Comparison", "Level", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One way in which two values can be alike.

    Attributes:
        sql: Condition on ``COLUMN_l`` and ``COLUMN_r``.
        words: The reason in words.
        m: Share of matches that are alike in this way, before anything is learnt.
        u: The same among strangers.
        rare: Column whose rare values weigh more when they agree; ``""`` for none.
    """

    sql: str
    words: str
    m: float
    u: float
    rare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One column compared: levels from the most alike on; what is left is ``else``.

    Attributes:
        column: Its name; a missing value on either side says nothing.
        levels: From the most alike to the least.
        otherwise: What no level holds for, in words.
    """

    column: str
    levels: tuple[Level, ...]
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that scoring needs to know.

    Attributes:
        comparisons: What is compared.
        blocking: Columns that must all agree for a pair to be looked at; a pair is
            looked at if one of the rules holds.
        training: Rules under which the parameters are learnt, one after the other; a
            rule teaches nothing about the columns in it.
        certain: Rules under which two records are almost surely one, from which the
            share of matches is estimated.
        recall: The share of matches that ``certain`` is thought to find.
        prior: Share of matches among all pairs, before anything is learnt.
        learn_from: Of fewer records nothing is learnt: what was given holds.
        sample: Random pairs from which the levels among strangers are learnt.
    """

    comparisons: tuple[Comparison, ...]
    blocking: tuple[tuple[str, ...], ...]
    training: tuple[tuple[str, ...], ...]
    certain: tuple[tuple[str, ...], ...]
    recall: float = 0.6
    prior: float = 1e-3
    learn_from: int = 2000
    sample: int = 1_000_000

    def columns(self) -> tuple[str, ...]:
        """Every column that a row must have, ``id`` aside."""
        ruled = (
            c
            for rules in (self.blocking, self.training, self.certain)
            for r in rules
            for c in r
        )
        rare = (lv.rare for c in self.comparisons for lv in c.levels if lv.rare)
        compared = (c.column for c in self.comparisons)
        return tuple(dict.fromkeys((*compared, *ruled, *rare)))

    def for_splink(self) -> dict[str, Any]:
        """The settings as Splink takes them."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "id",
            "probability_two_random_records_match": self.prior,
            "comparisons": [_for_splink(c) for c in self.comparisons],
            "blocking_rules_to_generate_predictions": [
                {"blocking_rule": rule_sql(rule)} for rule in self.blocking
            ],
            "retain_matching_columns": True,
            "retain_intermediate_calculation_columns": False,
        }


def rule_sql(columns: tuple[str, ...]) -> str:
    """Equality of every column."""
    return " AND ".join(f"l.{column} = r.{column}" for column in columns)


def _for_splink(comparison: Comparison) -> dict[str, Any]:
    column = comparison.column
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL",
            "label_for_charts": "not told",
            "is_null_level": True,
        }
    ]
    for level in comparison.levels:
        made: dict[str, Any] = {
            "sql_condition": level.sql,
            "label_for_charts": level.words,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        if level.rare:
            made |= {
                "tf_adjustment_column": level.rare,
                "tf_adjustment_weight": 1.0,
                "tf_minimum_u_value": 1e-4,
            }
        levels.append(made)
    levels.append(
        {
            "sql_condition": "ELSE",
            "label_for_charts": comparison.otherwise,
            "m_probability": 1 - sum(level.m for level in comparison.levels),
            "u_probability": 1 - sum(level.u for level in comparison.levels),
        }
    )
    return {"output_column_name": column, "comparison_levels": levels}
