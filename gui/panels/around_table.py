"""What people did around events, and from rupture to repair, as tables of a window."""

from __future__ import annotations

from collections.abc import Sequence

from gui.look.formatting import clock_text, number_text
from gui.look.translation import say, say_reasons
from gui.panels.difference_table import Cell, CellTable
from safehold.core.around import QUANTITIES, TESTED, Around, AroundRow, Estimate, Repair

_LAST = float("-inf")
"""What is missing is sorted below everything."""
SHARES = ("share_high", "share_within", "share_low")


class AroundTable(CellTable):
    """A row for each quantity of everybody."""

    def show_around(self, one: Around | None) -> None:
        """Show these; None for nothing."""
        headings = (
            self.tr("who"), self.tr("what"), self.tr("before"), self.tr("during"),
            self.tr("after"), self.tr("against matched, 95 %"), self.tr("p adjusted"),
            self.tr("change, 95 %"), self.tr("events"),
        )  # fmt: skip
        rows = () if one is None else sorted(one.rows, key=_unknown)  # what is missing comes last
        self.show_cells(headings, [self._row(row, one) for row in rows if one is not None])

    def _row(self, row: AroundRow, one: Around) -> list[Cell]:
        who = " – ".join(say(person) for person in row.person.split(" - "))
        return [
            (who, row.person),
            (self._what(row.quantity), list(QUANTITIES).index(row.quantity)),
            *(self._value(row, value) for value in (row.before, row.during, row.after)),
            self._change(row, row.adjusted, spreads=True),
            self._p(row, one),
            self._change(row, row.change),
            (str(row.n), row.n),
        ]

    def _what(self, quantity: str) -> str:
        known = {
            "a": self.tr("heart rate (baseline spreads)"),
            "v": self.tr("vagal index (baseline spreads)"),
            "hr": self.tr("heart rate, bpm"),
            "rmssd": self.tr("RMSSD, ms"),
            "p2t": self.tr("RSA, ms"),
            "resp_rate": self.tr("respiration rate, /min"),
            "share_high": self.tr("time in high activation"),
            "share_within": self.tr("time within own range"),
            "share_low": self.tr("time in low activation"),
            "safety": self.tr("felt safety"),
            "synchrony": self.tr("going together, z"),
        }
        return known[quantity]

    def _value(self, row: AroundRow, value: float | None) -> Cell:
        if value is None:
            return "–", _LAST
        if row.quantity in SHARES:
            return f"{number_text(100 * value, '.0f')} %", value
        digits = ".1f" if row.quantity in ("hr", "rmssd", "p2t", "resp_rate", "safety") else ".2f"
        return number_text(value, digits), value

    def _change(self, row: AroundRow, change: Estimate | None, *, spreads: bool = False) -> Cell:
        if change is None:
            return "", _LAST
        times, unit = (100, " %") if row.quantity in SHARES and not spreads else (1, "")
        digits = "+.0f" if times == 100 else "+.2f"
        words = number_text(times * change.value, digits) + unit
        if change.low is not None and change.high is not None:
            low, high = (number_text(times * x, digits) for x in (change.low, change.high))
            words += f"  [{low}; {high}]"
        return words, change.value

    def _p(self, row: AroundRow, one: Around) -> Cell:
        if row.p_adjusted is not None:
            return number_text(row.p_adjusted, ".3f"), row.p_adjusted
        if row.quantity not in TESTED or not one.name.startswith("code:"):
            return "", float("inf")
        return f"– ({say_reasons(row.reasons[:1])})", float("inf")


def _unknown(row: AroundRow) -> bool:
    return row.before is None and row.during is None and row.after is None


class RepairTable(CellTable):
    """A row for each person and rupture."""

    def show_repairs(self, found: Sequence[Repair]) -> None:
        """Show these."""
        headings = (
            self.tr("who"), self.tr("rupture"), self.tr("repair"),
            self.tr("heart rate, spreads"), self.tr("vagal index, spreads"),
            self.tr("felt safety"), self.tr("back within after"),
            self.tr("going together, z"),
        )  # fmt: skip
        self.show_cells(headings, [self._row(one) for one in found])

    def _row(self, one: Repair) -> list[Cell]:
        repair: Cell = (self.tr("none coded"), float("inf"))
        if one.repair is not None:
            repair = (clock_text(one.repair), one.repair)
        within = one.to_within_s
        return [
            (say(one.person), one.person),
            (clock_text(one.rupture), one.rupture),
            repair,
            _signed(one.a, "+.2f"),
            _signed(one.v, "+.2f"),
            _signed(one.safety, "+.0f"),
            ("–", _LAST) if within is None else (f"{number_text(within, '.0f')} s", within),
            _signed(one.synchrony, "+.3f"),
        ]


def _signed(value: float | None, form: str) -> Cell:
    return ("–", _LAST) if value is None else (number_text(value, form), value)
