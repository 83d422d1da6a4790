"""`fleetdesk`, but what a server may still be busy with is looked up after a moment, not after half a minute.

python -m tests.e2e.impatient WORDS
"""

import sys
from functools import partial
from unittest.mock import patch

from fleetdesk.cli import main
from fleetdesk.sync.sender import Sender

SETTLE_S = 1.0  # the simulator answers long before

if __name__ == "__main__":
    with patch("fleetdesk.commands.posting.Sender", partial(Sender, settle_s=SETTLE_S)):
        sys.exit(main())
