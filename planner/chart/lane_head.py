"""The name at the left of a lane, with its light in sign and word, and its slack to entry into force."""

from __future__ import annotations

from planner.chart.facts import LaneFact
from planner.chart.footer import SIGNS
from planner.chart.lanes import Lane, PackedLane
from planner.chart.scene import Sign
from planner.chart.sheet import Writer
from planner.chart.structure import Role
from planner.chart.styles import fitted, wrapped
from planner.domain.control.state import STATE_SIGNS
from planner.language.translator import Translator
from planner.message import N_

PAD = 6.0
LINE = 10.4
LEAST_NAME = 45.0
"""What a name beside its code has room for, or it is left out."""


class LaneHead:
    """Writes as much of a lane's head as its height takes; name and light always."""

    def __init__(self, writer: Writer, left: float, width: float, translator: Translator) -> None:
        self._writer = writer
        self._x = left + PAD
        self._room = width - PAD - 4
        self._wording = translator

    def draw(self, packed: PackedLane, y: float, height: float, fact: LaneFact | None, slack: int | None) -> None:
        lane, canvas = packed.lane, self._writer.canvas
        more = ""
        left_out = len(packed.left_out)
        if left_out and packed.continued:
            sheet = packed.continued
            more = self._wording.translate(N_("+ {number} in this lane, sheet {sheet}"), number=left_out, sheet=sheet)
        elif left_out:
            more = self._wording.translate(N_("+ {number} more"), number=left_out)
        slack_text = "" if lane.law or lane.organisation is None or slack is None else self._slack(slack)
        if height < 25:
            with canvas.inside(Role.HEADING):
                self._one_line(lane, y + height / 2, fact, self._short(packed))
            return
        names, subtitle, style = self._names(lane, height)
        line = y + 11.5
        with canvas.inside(Role.HEADING):
            for name in names:
                self._writer.write(self._x, line, name, style, room=self._room)
                line += 11.5
        rows = self._rows((subtitle, fact, slack_text), more, left_out, int((y + height - line + LINE - 2.5) // LINE))
        for kind, text in rows:
            with canvas.inside(Role.PARAGRAPH):
                if kind == "light" and fact is not None:
                    self._light(fact, line, text)
                else:
                    self._writer.write(self._x, line, text, "paper.sub", room=self._room, look="text.quiet")
            line += LINE

    def _names(self, lane: Lane, height: float) -> tuple[list[str], str, str]:
        """The name in lines, what stands below it, and the style: in full, else smaller, else the code."""
        for style in ("paper.lane", "paper.light"):
            if self._writer.width(lane.name, style) <= self._room:
                return [lane.name], lane.subtitle, style
        names = wrapped(lane.name, "paper.lane", self._room, self._writer.measure)
        if len(names) <= 2 and height >= 44:
            return names, lane.subtitle, "paper.lane"
        if lane.organisation is not None and not lane.law:
            return [lane.organisation.code], lane.name, "paper.lane"
        return [lane.name], lane.subtitle, "paper.light"

    def _rows(
        self, said: tuple[str, LaneFact | None, str], more: str, left_out: int, room: int
    ) -> list[tuple[str, str]]:
        """The lines below the name: what matters most stays when there is little room."""
        subtitle, fact, slack = said
        wanted = [
            ("sub", subtitle, 4),
            ("light", fact.words if fact else "", 1),
            ("slack", slack, 2),
            ("more", more, 3),
        ]
        wanted = [row for row in wanted if row[1]]
        kept = sorted(wanted, key=lambda row: row[2])[: max(room, 0)]
        rows = [(kind, text) for kind, text, rank in wanted if (kind, text, rank) in kept]
        if more and ("more", more) not in rows and rows:
            kind, text = rows[-1]
            style = "paper.light" if kind == "light" else "paper.sub"
            width = self._room - (12 if kind == "light" else 0)
            choices = (f"{text} · {more}", f"{text} +{left_out}", more)
            rows[-1] = (kind, next((c for c in choices if self._writer.width(c, style) <= width), more))
        return rows

    def _light(self, fact: LaneFact, baseline: float, text: str) -> None:
        look = self._sign(fact, self._x, baseline - 2.8)
        self._writer.write(self._x + 12, baseline, text, "paper.light", room=self._room - 12, look=look)

    def _sign(self, fact: LaneFact, x: float, middle: float) -> str:
        """The sign of a state, or of a light; gives the look of the text beside it."""
        if fact.state is not None:
            look = f"state.{fact.state.value}"
            self._writer.middle(x, middle, STATE_SIGNS[fact.state], "paper.light", room=11.0, look=look)
            return look
        look = f"light.{fact.light.value}"
        self._writer.canvas.put("signs", Sign(x + 4, middle, 7.8, SIGNS[fact.light], look))
        return look

    def _short(self, packed: PackedLane) -> str:
        """What is left out, as short as can be; where it stands if it does."""
        if packed.left_out and packed.continued:
            text = N_("+{number}, sheet {sheet}")
            return self._wording.translate(text, number=len(packed.left_out), sheet=packed.continued)
        return f"+{len(packed.left_out)}" if packed.left_out else ""

    def _one_line(self, lane: Lane, middle: float, fact: LaneFact | None, more: str) -> None:
        x, room, name = self._x, self._room, lane.name
        if lane.organisation is not None and self._writer.width(f"{name} · {more}", "paper.light") > room - 12:
            code, wide = lane.organisation.code, self._writer.width
            if more and wide(f"{code} · {more}", "paper.light") > room - 12:
                more = more.partition(",")[0]
            beside = wide(f"{code} · {more}", "paper.light") + LEAST_NAME <= room - 12
            name = f"{code} {name}" if beside else code
        if fact is not None:
            self._sign(fact, x, middle)
            x, room = x + 12, room - 12
        text = f"{name} · {more}" if more else name
        styles = ("paper.lane", "paper.light")
        style = next((s for s in styles if self._writer.width(text, s) <= room), "paper.light")
        if self._writer.width(text, style) > room and more:  # what was left out must be said in any case
            tail = f" · {more}"
            kept = fitted(name, style, room - self._writer.width(tail, style), self._writer.measure)
            text = kept + tail
        self._writer.middle(x, middle, text, style, room=room)

    def _slack(self, slack: int) -> str:
        return self._wording.translate(N_("slack {slack} to entry into force"), slack=self._wording.duration(slack))
