"""Stand-ins for LINE and Slack: small servers over real HTTP that behave, and misbehave, as they do."""
