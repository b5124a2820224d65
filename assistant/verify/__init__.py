"""Step 7, verify: nothing is shown that its own source does not hold."""

from assistant.verify.check import verify
from assistant.verify.report import Drop, DropReason, Part, VerifyReport

__all__ = ["Drop", "DropReason", "Part", "VerifyReport", "verify"]
