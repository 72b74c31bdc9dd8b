"""What stands at the ends of a lane: how much lies before and after the axis, and the slack to entry into force."""

from __future__ import annotations

from planner.chart.overview_lanes import PlacedLane
from planner.chart.scene import Anchor
from planner.chart.sheet import Writer
from planner.chart.structure import Role
from planner.chart.styles import Measure, wrapped
from planner.chart.timescale import TimeScale
from planner.domain.control.amounts import working_days
from planner.domain.model import MINUTES_IN_WORKING_DAY
from planner.language.translator import Translator
from planner.message import N_


class LaneEnds:
    """Writes at the ends of lanes. `column` is the width beside the chart in which slack stands; 0 for none."""

    def __init__(self, scale: TimeScale, column: float, translator: Translator, measure: Measure) -> None:
        self._scale, self._column, self._wording, self._measure = scale, column, translator, measure

    def draw_counts(self, writer: Writer, place: PlacedLane) -> None:
        """How much lies before and after the axis, at the edges; a sentence where the lane is empty."""
        scale, translate, lane = self._scale, self._wording.translate, place.packed
        y = place.y + place.height - place.strip - 3.0
        ends = (
            (scale.left + 4, lane.earlier, N_("← +{number} earlier"), Anchor.START),
            (scale.right - 4, lane.later, N_("+{number} later →"), Anchor.END),
        )
        for x, number, text, anchor in ends:
            if number:
                with writer.canvas.inside(Role.PARAGRAPH):
                    words = translate(text, number=number)
                    writer.write(x, y, words, "paper.small", room=scale.width / 3, look="text.quiet", anchor=anchor)
        if not lane.items:
            text = (
                N_("Nothing within these dates.") if lane.earlier or lane.later else N_("Nothing is planned here yet.")
            )
            with writer.canvas.inside(Role.PARAGRAPH):
                middle = place.y + (place.height - place.strip - place.outside) / 2
                room = scale.width - 8
                writer.middle(scale.left + 4, middle, translate(text), "paper.label", room=room, look="text.quiet")

    def head(self, writer: Writer, bottom: float) -> None:
        if self._column:
            text = self._wording.translate(N_("Slack to entry into force"))
            with writer.canvas.inside(Role.ARTIFACT):  # said with each slack
                y = bottom - 4
                for number, line in enumerate(reversed(wrapped(text, "paper.sub", self._column - 8, self._measure))):
                    writer.write(self._scale.right + 8, y - number * 9, line, "paper.sub", room=90, look="text.quiet")

    def draw_slack(self, writer: Writer, place: PlacedLane, slack: int, *, assumed: bool = False) -> None:
        """The slack of an organisation to entry into force, at the right of its lane."""
        if not self._column:
            return
        translator = self._wording
        x, room = self._scale.right + 8, self._column - 10
        text = translator.translate(N_("{time} of slack"), time=working_days(round(slack / MINUTES_IN_WORKING_DAY)))
        lines = wrapped(text, "paper.light", room, self._measure)[: 1 if place.height < 30 else 2]
        if assumed:  # never dropped: where there is little room the words before it are shorter
            word = translator.translate(N_("(assumption)"))
            short = translator.duration(slack)
            lines = [f"{short} {word}"] if place.height < 30 else [short, word] if place.height < 42 else [*lines, word]
        y = min(place.y + place.height / 2 + 3, place.y + 12) if place.height < 30 else place.y + 12
        with writer.canvas.inside(Role.PARAGRAPH):
            for number, line in enumerate(lines):
                look = "state.late" if slack < 0 else "text"
                writer.write(x, y + number * 10, line, "paper.light", room=room, look=look)
