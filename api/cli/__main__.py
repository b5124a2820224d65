"""`python -m api.cli`."""

from __future__ import annotations

import sys

from api.cli.app import main

sys.exit(main())
