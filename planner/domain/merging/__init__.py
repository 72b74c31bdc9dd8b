"""Three-way merge, field by field: what they changed since it was sent, against what was changed here since.

`merge` compares; what comes of it is data, a `Merge` of one `Proposal` a field. `Merge.taken` says which
proposals a way of accepting takes over, `Merge.step` makes one step of any choice, `Merge.fitting` leaves
out of a choice what the plan refuses.
"""

from planner.domain.merging.comparing import NAMED_BY, Unclear, merge
from planner.domain.merging.proposals import PLACE, Accept, Merge, Proposal, Refusal, Verdict

__all__ = ["NAMED_BY", "PLACE", "Accept", "Merge", "Proposal", "Refusal", "Unclear", "Verdict", "merge"]
