"""Where each row of a council's policy is used: by a flow, an answer, a role or a limit; or why by nothing."""

from bot.policy.coverage.covered import Coverage, Covered, covered

__all__ = ["Coverage", "Covered", "covered"]
