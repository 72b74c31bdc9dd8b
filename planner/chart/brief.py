"""What a steering group has to know of a plan in half a minute: one sentence, and boxes of a few lines each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from planner.domain.control.amounts import working_days
from planner.domain.control.baselines import Fate, Shift, latest_baseline, shifts
from planner.domain.control.headline import headline
from planner.domain.control.state import ORDER, STATE_SIGNS, STATE_WORDS, State, States
from planner.domain.control.statements import statements
from planner.domain.control.trend import baseline_dates
from planner.domain.model import Activity, Baseline, Decision, Gate, Organisation
from planner.domain.plan import Plan
from planner.domain.scheduling.schedule import Schedule
from planner.language.translator import Translator
from planner.message import N_

TROUBLE = (State.LATE, State.WILL_BE_LATE, State.SILENT, State.UNCERTAIN, State.NO_TERM)
SOON_DAYS = 92
"""How far ahead a moment of decision is put before a meeting."""


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One line of a box: a sign, who it is about, what, and beneath it why or since when."""

    sign: str
    lead: str
    text: str
    detail: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class BriefBox:
    """A box: its heading, all its lines (a sheet shows what fits, and counts), and what it says when it has none."""

    heading: str
    items: tuple[BriefItem, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Brief:
    sentence: str = ""
    boxes: tuple[BriefBox, ...] = ()


def brief(
    plan: Plan,
    schedule: Schedule,
    translator: Translator,
    organisations: frozenset[UUID] | None = None,
    *,
    public: bool = False,
) -> Brief:
    """The sentence and the boxes of a plan on its status date; of some organisations only where they are given.

    What is `public` does not say what a meeting has to decide, nor that a baseline is to be taken.
    """
    gathered = _Gathering(plan, schedule, translator, organisations)
    sentence = translator.sentence(headline(plan, schedule).message)
    if not public:
        return Brief(sentence, (gathered.trouble(), gathered.decisions(), gathered.changes()))
    changes = () if latest_baseline(plan) is None else (gathered.changes(),)
    return Brief(sentence, (gathered.trouble(), *changes))


class _Gathering:
    def __init__(
        self, plan: Plan, schedule: Schedule, translator: Translator, organisations: frozenset[UUID] | None
    ) -> None:
        self._plan, self._schedule, self._wording = plan, schedule, translator
        self._told = statements(plan, schedule)
        self._states = States(self._told)
        self._only = organisations

    def _activities(self) -> Iterable[Activity]:
        for activity, _ in self._plan.outline:
            mine = self._only is None or activity.organisation_id in self._only
            if mine and not activity.is_summary and activity.id in self._schedule.activities:
                yield activity

    def _lead(self, activity: Activity) -> str:
        owner = self._plan.get(Organisation, activity.organisation_id)
        return "" if owner is None else owner.name if len(owner.name) <= 24 else owner.code

    # --- late or uncertain ------------------------------------------------------------------------

    def trouble(self) -> BriefBox:
        """Who is late or uncertain, the worst first, and since when or by which words."""
        found = [(self._states.of(a), a) for a in self._activities()]
        found = [(state, a) for state, a in found if state in TROUBLE]
        found.sort(key=lambda pair: (ORDER.index(pair[0]), self._schedule[pair[1].id].total_slack))
        translate = self._wording.translate
        return BriefBox(
            translate(N_("Late or uncertain")),
            tuple(self._trouble(state, a) for state, a in found),
            translate(N_("Nothing is late, and no date is uncertain.")),
        )

    def _trouble(self, state: State, activity: Activity) -> BriefItem:
        translator = self._wording
        finish = self._told.finish(activity)
        said = self._said(activity)
        parts = [translator.translate(STATE_WORDS[state])]
        if state is State.LATE and finish.said is not None and finish.said.latest is not None:
            since = translator.date(finish.said.latest, "long")
            parts = [translator.translate(N_("late since {day}"), day=since)]
        elif state is State.WILL_BE_LATE and finish.deviation_words is not None:
            parts.append(translator.translate(finish.deviation_words))
        if said:
            parts.append(translator.translate(N_("said: “{words}”"), words=said))
        return BriefItem(STATE_SIGNS[state], self._lead(activity), activity.name, ", ".join(parts), state)

    def _said(self, activity: Activity) -> str:
        window = activity.finish_window or activity.start_window
        return window.words if window is not None and window.words and not window.is_exact else ""

    # --- to decide --------------------------------------------------------------------------------

    def decisions(self) -> BriefBox:
        """What this meeting has to decide: near moments of decision, moves that nobody decided, terms that lack."""
        translate = self._wording.translate
        found = [*self._gates(), *self._undecided_moves(), *self._terms()]
        return BriefBox(
            translate(N_("To decide")), tuple(found), translate(N_("Nothing in the plan asks for a decision now."))
        )

    def _gates(self) -> Iterable[BriefItem]:
        today = self._plan.programme.status_date
        entry = self._plan.entry
        for activity in self._activities():
            day = self._schedule[activity.id].finish.date()
            near = (day - today).days <= SOON_DAYS
            if activity.gate is not Gate.NONE and activity != entry and not activity.has_happened and near:
                when = self._wording.translate(N_("by {day}"), day=self._wording.date(day, "long"))
                yield BriefItem("", self._lead(activity), activity.name, when)

    def _undecided_moves(self) -> Iterable[BriefItem]:
        decided = {row_id for decision in self._plan.rows(Decision) for row_id in decision.activity_ids}
        for shift in self._shifts():
            activity = self._plan.activity(shift.activity_id)
            if activity.is_milestone and activity.id not in decided and not activity.has_happened:
                text = self._wording.translate(N_("confirm or undo the move of “{name}”"), name=activity.name)
                yield BriefItem("", self._lead(activity), text, self._moved(shift))

    def _terms(self) -> Iterable[BriefItem]:
        for activity in self._activities():
            if self._states.of(activity) is State.NO_TERM:
                text = self._wording.translate(N_("agree on a term for “{name}”"), name=activity.name)
                yield BriefItem("", self._lead(activity), text, self._wording.translate(STATE_WORDS[State.NO_TERM]))

    # --- changes ----------------------------------------------------------------------------------

    def changes(self) -> BriefBox:
        """What moved since the last baseline, the largest moves first."""
        translate = self._wording.translate
        baseline = latest_baseline(self._plan)
        if baseline is None:
            none = translate(N_("There is no baseline yet: take one, and the next sheet says what changed."))
            return BriefBox(translate(N_("Changed since the last baseline")), (), none)
        items = [
            BriefItem("", self._lead(activity), activity.name, self._moved(shift))
            for shift in sorted(self._shifts(), key=lambda s: -abs(s.finish_shift or 0))
            for activity in (self._plan.activity(shift.activity_id),)
        ]
        return BriefBox(
            translate(N_("Changed since {name}"), name=baseline.name),
            tuple(items),
            translate(N_("No date has moved.")),
        )

    def _shifts(self) -> list[Shift]:
        baseline: Baseline | None = latest_baseline(self._plan)
        if baseline is None:
            return []
        known = {activity.id for activity in self._activities()}
        before = baseline_dates(self._plan, baseline.id)
        return [
            shift
            for shift in shifts(self._plan, self._schedule, before)
            if shift.fate is Fate.MOVED and shift.finish_shift and shift.activity_id in known
        ]

    def _moved(self, shift: Shift) -> str:
        translator, days = self._wording, shift.finish_shift or 0
        text = N_("{before} → {now}, {amount} later") if days > 0 else N_("{before} → {now}, {amount} earlier")
        was, now = (at.date() if at else None for at in (shift.baseline_finish, shift.finish))
        return translator.translate(
            text,
            before=translator.date(was, "medium"),
            now=translator.date(now, "medium"),
            amount=working_days(round(abs(days))),
        )
