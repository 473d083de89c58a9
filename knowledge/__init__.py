"""What the plan says, and how a question finds it. Knows no channel, no database and no person."""

import os

# The encoder's matrices are small: threads of the linear algebra library would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
