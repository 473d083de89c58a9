"""What can be counted and timed, for Prometheus. Only names, outcomes and seconds: never people or words.

`/metrics` shows this process's numbers; the age of the queue is read from the database when it is asked for.
"""

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10, 30, 60, 300, 1800)

RECEIVED = Counter(
    "wasshoi_received_total", "Events stored, by channel and what they are", ["channel", "outcome"]
)
REFUSED = Counter(
    "wasshoi_refused_total", "Requests refused before anything was stored", ["channel", "reason"]
)
HANDLED = Counter("wasshoi_handled_total", "Arrivals handled", ["channel", "outcome"])
SENT = Counter("wasshoi_sent_total", "Calls to a platform, by outcome", ["channel", "means", "outcome"])
ANSWER_TIME = Histogram(
    "wasshoi_answer_seconds",
    "From an event's storing to its answer's delivery",
    ["channel"],
    buckets=_SECONDS,
)
HANDLING_TIME = Histogram(
    "wasshoi_handling_seconds", "One handler's work with its transaction", ["channel"], buckets=_SECONDS
)
COMMIT_SIZE = Histogram(
    "wasshoi_intake_batch", "Requests stored by one commit", buckets=(1, 2, 4, 8, 16, 32, 64, 128)
)
QUEUE_AGE = Gauge("wasshoi_queue_age_seconds", "How long the oldest unanswered arrival has waited")


def page() -> bytes:
    """All metrics in Prometheus's text format."""
    return generate_latest(REGISTRY)
