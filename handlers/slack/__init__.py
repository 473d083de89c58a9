"""The door to Slack: listeners, threads, blocks. The only place that imports slack_bolt and slack_sdk."""
